/** What an address is to the contact-center client; `other` is one of the vendor's that says nothing by itself. */
export type Endpoint = 'socket' | 'subscribe' | 'login' | 'reload' | 'logout' | 'calling' | 'other' | 'foreign';

/** Paths of the client's API, whatever region or proxy stands before them. In the order of trial. */
const PATHS: readonly (readonly [RegExp, Endpoint])[] = [
  [/\/notification\/subscription\//i, 'socket'],
  [/\/notification\/subscri(?:be|ptions?)\/?$/i, 'subscribe'],
  [/\/agents\/login\/?$/i, 'login'],
  [/\/agents\/reload\/?$/i, 'reload'],
  [/\/agents\/logout\/?$/i, 'logout'],
  [/\/calling\/web\//i, 'calling'],
];

const VENDOR = /(?:^|\.)(?:cisco\.com|webex\.com|wbx2\.com|webexapis\.com|ciscoccservice\.com)$/i;

/** What the address of a request is to the client. */
export function endpointOf(url: URL): Endpoint {
  return PATHS.find(([path]) => path.test(url.pathname))?.[1] ?? (VENDOR.test(url.hostname) ? 'other' : 'foreign');
}
