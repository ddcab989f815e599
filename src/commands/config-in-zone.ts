import { loadConfig, type Config } from '../case/config.ts';
import type { Session } from './session.ts';

/** The configuration, with the zone of the command line in force; a zone that does not exist is told at once. */
export function configInZone(session: Session, zone: string | undefined): Promise<Config> {
  return zone === undefined ? session.config() : loadConfig(session.home, session.io, { zone });
}
