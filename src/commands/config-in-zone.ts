import { configPath, loadConfig, type Config } from '../case/config.ts';
import type { Session } from './session.ts';

/** The configuration, with the zone of the command line in force; a zone that does not exist is told at once. */
export function configInZone(session: Session, zone: string | undefined): Promise<Config> {
  return zone === undefined ? session.config() : loadConfig(session.home, session.io, { zone });
}

/** Whether the user has a configuration file, which is read by now, or names a policy in the environment. */
export async function isConfigured({ home, io }: Session): Promise<boolean> {
  return (io.env['DESKMEDIC_POLICY'] ?? '') !== '' || (await io.files.facts(configPath(home, io))) !== null;
}
