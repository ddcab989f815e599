import type { System } from '../io/io.ts';

/** Characters; shorter names stand in other words. */
const SHORTEST = 8;

/** The names of the machine and of the account that makes a bundle, as far as they are too long to stand anywhere by chance. */
export function namesOfMachine({
  userName,
  hostName,
}: Pick<System, 'userName' | 'hostName'>): readonly { readonly kind: string; readonly value: string }[] {
  return [
    { kind: 'user', value: userName },
    { kind: 'host', value: hostName },
  ].filter(({ value }) => value.length >= SHORTEST);
}
