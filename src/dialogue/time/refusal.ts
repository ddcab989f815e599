/** Says why a typed time is not taken and what to type instead; `parseTime` turns it into its result. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
