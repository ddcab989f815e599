import { sidesSaid, type ReportObject } from './report-object.ts';
import { wordsOf } from './words.ts';

/** Whose side it is, and which way. */
const SIDES = new Set(
  `caller callee calling called sender receiver source destination originating terminating origin local remote near far
  agent customer client inbound outbound incoming outgoing send sent sending receive received receiving transmit tx rx up
  down uplink downlink upstream downstream left right first second leg side call endpoint device browser app phone headset
  primary secondary`.split(/\s+/),
);

/** Machines between the sides, and what goes through them. */
const MACHINES = new Set(
  `relay relays mediarelay hop hops edge cloud node server gateway lgw sbc trunk pstn proxy region zone datacenter media
  webex cisco network stream rtp rtcp packet packets traffic audio voice`.split(/\s+/),
);

const BETWEEN = new Set('in out end point data center site to from of the and a b'.split(' '));

/** Where the vendor's machines stand (its regions for media, and those of clouds). Names that people have are left out. */
const PLACES = new Set(
  `amsterdam ashburn atlanta auckland bahrain bangalore beijing brussels california canada chennai chicago dallas delhi
  denver dubai dublin frankfurt france germany helsinki hyderabad india ireland istanbul italy jakarta japan jeddah
  johannesburg korea london los angeles madrid manila melbourne mexico miami milan montreal mumbai new york ohio oregon
  osaka oslo paris phoenix richmond riyadh san jose sao paulo santiago seattle seoul shanghai singapore spain stockholm
  sweden switzerland sydney texas tokyo toronto vancouver virginia warsaw zurich us usa uk eu emea apac amer anz asia
  pacific europe africa america north south east west central northeast southeast northwest southwest`.split(/\s+/),
);

/** Names whose side or which hop a measurement is of, without the name of anybody. */
export interface SideNames {
  /** To be asked for what is kept. Undefined where the report says nothing of it. `rest` is what the name of the measurement says of the side. */
  of(object: ReportObject, leg: 'endpoint' | 'relay', rest: string): string | undefined;
}

/**
 * Takes words of a list only, since reports and hops are named by people. What has another word is left out, and told
 * apart by its number among those of the file: `hop 2`.
 */
export function createSideNames(): SideNames {
  const numbers = { endpoint: new Map<string, number>(), relay: new Map<string, number>() };

  function numbered(said: readonly string[], leg: 'endpoint' | 'relay'): string {
    const key = said.join('\n');
    const known = numbers[leg];
    const number = known.get(key) ?? known.size + 1;
    known.set(key, number);
    return `${leg === 'relay' ? 'hop' : 'endpoint'} ${number}`;
  }

  return {
    of(object, leg, rest) {
      const said = [...sidesSaid(object, leg), rest].filter((text) => text !== '');
      if (said.length === 0) return undefined;
      const shown = said.map((text) => listed(text));
      const names = [...new Set(shown.flatMap((text) => text ?? []))];
      return (shown.includes(undefined) ? [...names, numbered(said, leg)] : names).join(', ');
    },
  };
}

/** The text if it is made of words of the lists, with a number of up to three digits; of places, only where a machine is. */
function listed(text: string): string | undefined {
  const words = wordsOf(text);
  const has = (list: ReadonlySet<string>): boolean => words.some((word) => list.has(word));
  const others = words.filter((word) => ![SIDES, MACHINES, BETWEEN, PLACES].some((list) => list.has(word)));
  const isListed = others.length === 0 || (others.length === 1 && /^\d{1,3}$/.test(others[0]!));
  const isNobody = has(PLACES) ? has(MACHINES) && !has(SIDES) : has(MACHINES) || has(SIDES);
  return isListed && isNobody && /^[\w ,.:/()-]{1,80}$/.test(text) ? text : undefined;
}
