import ora from 'ora';

/** Runs `work` beside a spinner, which is gone afterwards. The only module that loads ora; import it lazily. */
export async function withSpinner<T>(
  message: string,
  place: { readonly output: NodeJS.WriteStream; readonly color: boolean },
  work: (tell: (message: string) => void) => Promise<T>,
): Promise<T> {
  // stdin stays as it is, so that Ctrl-C remains a signal.
  const options = {
    text: message,
    stream: place.output,
    discardStdin: false,
    color: place.color ? 'cyan' : false,
  } as const;
  const spinner = ora(options).start();
  try {
    return await work((text) => (spinner.text = text));
  } finally {
    spinner.stop();
  }
}
