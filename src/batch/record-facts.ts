import type { Facts, KnownFact } from '../facts/fact.ts';

/** More facts are found by a map sooner than one by one. */
const FEW = 24;

/**
 * The facts of one record, in its order. Mostly they are few, and gone through once or twice: a `Map` of its own for each
 * record takes three times as long to fill, and five times the room.
 */
export class RecordFacts implements Facts {
  private readonly ids: string[] = [];
  private readonly known: KnownFact[] = [];
  private byId: Map<string, KnownFact> | undefined;

  /** Adds a fact that is not among them. */
  add(id: string, known: KnownFact): void {
    this.byId = undefined;
    this.ids.push(id);
    this.known.push(known);
  }

  get size(): number {
    return this.ids.length;
  }

  get(id: string): KnownFact | undefined {
    const { ids } = this;
    if (ids.length > FEW) return (this.byId ??= new Map(this)).get(id);
    for (let at = 0; at < ids.length; at++) if (ids[at] === id) return this.known[at];
    return undefined;
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  forEach(tell: (known: KnownFact, id: string, facts: Facts) => void): void {
    for (let at = 0; at < this.ids.length; at++) tell(this.known[at]!, this.ids[at]!, this);
  }

  keys(): MapIterator<string> {
    return this.ids.values();
  }

  values(): MapIterator<KnownFact> {
    return this.known.values();
  }

  entries(): MapIterator<[string, KnownFact]> {
    return this.ids.map((id, at): [string, KnownFact] => [id, this.known[at]!]).values();
  }

  [Symbol.iterator](): MapIterator<[string, KnownFact]> {
    return this.entries();
  }
}
