/** Set by the build, and by the tests, from package.json. */
declare const PACKAGE_VERSION: string;

/** The version of this program: `1.2.3`. */
export const VERSION: string = PACKAGE_VERSION;
