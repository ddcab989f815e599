import ora from 'ora';

/**
 * Runs `work` beside a spinner, which is gone afterwards. The only module that loads ora; import it lazily.
 *
 * A terminal that does not know its width (a serial line, `script`, `expect`) says 0 columns, which ora would divide by and
 * never end: it gets no spinner.
 */
export async function withSpinner<T>(
  message: string,
  place: { readonly output: NodeJS.WriteStream; readonly color: boolean },
  work: (tell: (message: string) => void) => Promise<T>,
): Promise<T> {
  if (place.output.columns === 0) return work(() => {});
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
