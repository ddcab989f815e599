import type { GapCause } from '../reading.ts';

/**
 * What a line says of the connection: the web-socket was lost, or closed because somebody wanted it; it is being opened,
 * could not be, was `opened` just now; the browser is offline, or `online` again; the client tries again (`retry`, which is
 * `tried` only when the browser is online); somebody signed in or out. `alive` proves that the web-socket or the network
 * works by now, which can have been so for long.
 */
export type ConnectionEvent =
  | { readonly kind: 'lost'; readonly cause: GapCause }
  | {
      readonly kind:
        'closed' | 'connecting' | 'not-opened' | 'opened' | 'offline' | 'client-offline' | 'online' | 'retry' | 'tried';
    }
  | { readonly kind: 'alive'; readonly proves: 'socket' | 'network' }
  | { readonly kind: 'signed-in' | 'signed-out' };
