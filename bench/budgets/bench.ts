/** Where the bench runs, and where it says what it is doing. */
export interface Bench {
  /** The project. */
  readonly root: string;
  /** A temporary folder, removed at the end: `tool/` is the program as it is installed, `bin/` the parts of the bench. */
  readonly folder: string;
  /** Tells on stderr what is going on: some of it takes minutes. */
  readonly progress: (what: string) => void;
}
