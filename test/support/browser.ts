import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

const COMMAND = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (command) => spawnSync(command, ['--version']).error === undefined,
);

/** Whether there is a Chromium to look at pages with. */
export const HAS_BROWSER = COMMAND !== undefined;
if (!HAS_BROWSER)
  console.warn(
    '\n*** chromium is not installed: no browser has looked at report.html. Skipped. (apt-get install chromium) ***\n',
  );

/** A page in a headless Chromium, and everything that it did which a page that only shows something does not do. */
export interface OpenPage {
  /** Dialogs, errors and messages on the console, requests other than for the page and what is in it, in words. */
  readonly incidents: readonly string[];
  /** Value of an expression in the page, which itself may run no script. */
  evaluate(expression: string): Promise<unknown>;
  /** Makes the window as wide, for eyes that want dark colours, or as paper. */
  show(how: { readonly width: number; readonly isDark?: boolean; readonly isPaper?: boolean }): Promise<void>;
  /** Of the whole page. */
  screenshot(): Promise<Buffer>;
  /** As printed on A4. */
  pdf(): Promise<Buffer>;
}

/** A Chromium without a window. */
export interface Browser {
  /** Opens the file of this address. */
  open(address: string): Promise<OpenPage>;
  close(): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

/** Starts Chromium, which is spoken to by the Chrome DevTools Protocol: JSON, a NUL behind each message, in pipes 3 and 4. */
export function startBrowser(): Browser {
  const profile = mkdtempSync(join(tmpdir(), 'deskmedic-browser-'));
  const child = spawn(
    COMMAND!,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--remote-debugging-pipe',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const [, , , input, output] = child.stdio as unknown as [null, null, null, Writable, Readable];
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const waiting = new Map<number, { resolve: (message: Message) => void; reject: (error: Error) => void }>();
  const listeners = new Map<string, (message: Message) => void>();
  let last = 0;
  let text = '';
  output.setEncoding('utf8').on('data', (data: string) => {
    const parts = (text + data).split('\0');
    text = parts.pop()!;
    for (const part of parts) receive(JSON.parse(part) as Message);
  });
  input.on('error', () => {}); // It has gone; whoever waits is told below.
  void ended.then(() => waiting.forEach(({ reject }) => reject(new Error('the browser has gone'))));

  function receive(message: Message): void {
    if (message.id === undefined) return listeners.get(message.sessionId ?? '')?.(message);
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error === undefined) asked?.resolve(message);
    else asked?.reject(new Error(message.error.message));
  }

  async function send(
    method: string,
    params: object = {},
    sessionId?: string,
  ): Promise<Readonly<Record<string, unknown>>> {
    last += 1;
    const answer = new Promise<Message>((resolve, reject) => waiting.set(last, { resolve, reject }));
    input.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
    return (await answer).result ?? {};
  }

  return {
    async open(address) {
      const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
      const { sessionId } = (await send('Target.attachToTarget', { targetId, flatten: true })) as { sessionId: string };
      const ask = (method: string, params?: object) => send(method, params, sessionId);
      const incidents: string[] = [];
      const loaded = new Promise<void>((resolve) => {
        listeners.set(sessionId, (message) => {
          if (message.method === 'Page.loadEventFired') resolve();
          const incident = incidentOf(message, address);
          if (incident !== undefined) incidents.push(incident);
          if (message.method === 'Page.javascriptDialogOpening')
            void ask('Page.handleJavaScriptDialog', { accept: true });
        });
      });
      for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await ask(`${domain}.enable`);
      await ask('Page.navigate', { url: address });
      await loaded;
      return {
        incidents,
        async evaluate(expression) {
          const { result, exceptionDetails } = await ask('Runtime.evaluate', { expression, returnByValue: true });
          if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
          return (result as { value: unknown }).value;
        },
        async show({ width, isDark = false, isPaper = false }) {
          const features = [{ name: 'prefers-color-scheme', value: isDark ? 'dark' : 'light' }];
          await ask('Emulation.setEmulatedMedia', { media: isPaper ? 'print' : 'screen', features });
          const mobile = width < 600;
          await ask('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile });
        },
        async screenshot() {
          const { data } = await ask('Page.captureScreenshot', { captureBeyondViewport: true });
          return Buffer.from(data as string, 'base64');
        },
        async pdf() {
          await ask('Emulation.setEmulatedMedia', { media: '' });
          const a4 = { paperWidth: 8.27, paperHeight: 11.69, preferCSSPageSize: true };
          return Buffer.from((await ask('Page.printToPDF', a4))['data'] as string, 'base64');
        },
      };
    },
    async close() {
      await send('Browser.close').catch(() => {});
      await ended;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** What a page that only shows something never does. */
function incidentOf({ method, params = {} }: Message, address: string): string | undefined {
  switch (method) {
    case 'Page.javascriptDialogOpening':
    case 'Runtime.consoleAPICalled':
    case 'Runtime.exceptionThrown':
    case 'Log.entryAdded':
    case 'Page.windowOpen':
    case 'Page.downloadWillBegin':
      return `${method} ${JSON.stringify(params)}`.slice(0, 2000);
    case 'Network.requestWillBeSent': {
      const { url } = params['request'] as { url: string };
      return url === address || url.startsWith('data:image/') ? undefined : `request for ${url.slice(0, 500)}`;
    }
    default:
      return undefined;
  }
}
