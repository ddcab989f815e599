/** What a configuration value can be: text, a whole number from 1, an IANA time zone, or a list of folders. */
export type ConfigType = 'text' | 'count' | 'zone' | 'folders';

/** One line of the table below. */
export interface ConfigKeyFacts {
  /** As it is written in `config.yaml`; a dot stands for one level of indentation. */
  readonly key: string;
  readonly type: ConfigType;
  readonly environment: string;
  /** One line for `config` and the documentation. */
  readonly about: string;
}

/** Every key of `config.yaml` except the names under `settings`, which packs declare. */
export const CONFIG_KEYS = [
  {
    key: 'policy',
    type: 'text',
    environment: 'DESKMEDIC_POLICY',
    about: 'the support terms that cases are escalated under',
  },
  { key: 'identity.cco-id', type: 'text', environment: 'DESKMEDIC_CCO_ID', about: 'your Cisco.com user id' },
  {
    key: 'identity.contract',
    type: 'text',
    environment: 'DESKMEDIC_CONTRACT',
    about: 'the number of your support contract',
  },
  {
    key: 'identity.subscription',
    type: 'text',
    environment: 'DESKMEDIC_SUBSCRIPTION',
    about: 'the number of your subscription',
  },
  {
    key: 'identity.product',
    type: 'text',
    environment: 'DESKMEDIC_PRODUCT',
    about: 'the product, or its serial number',
  },
  { key: 'contact.name', type: 'text', environment: 'DESKMEDIC_CONTACT_NAME', about: 'whom the vendor asks for' },
  {
    key: 'contact.phone',
    type: 'text',
    environment: 'DESKMEDIC_CONTACT_PHONE',
    about: 'the number that the vendor calls back',
  },
  {
    key: 'contact.email',
    type: 'text',
    environment: 'DESKMEDIC_CONTACT_EMAIL',
    about: 'the address that the vendor writes to',
  },
  { key: 'site', type: 'text', environment: 'DESKMEDIC_SITE', about: 'the site that you look after' },
  {
    key: 'zone',
    type: 'zone',
    environment: 'DESKMEDIC_ZONE',
    about: 'the time zone in which times are shown and typed',
  },
  { key: 'seats', type: 'count', environment: 'DESKMEDIC_SEATS', about: 'how many agents there are in all' },
  {
    key: 'region',
    type: 'text',
    environment: 'DESKMEDIC_REGION',
    about: 'the region of your contact center, such as us1',
  },
  {
    key: 'upload.url',
    type: 'text',
    environment: 'DESKMEDIC_UPLOAD_URL',
    about: 'where bundles are uploaded to, if not to the drive of Cisco TAC',
  },
  { key: 'rules', type: 'folders', environment: 'DESKMEDIC_RULES', about: 'folders of further packs' },
] as const satisfies readonly ConfigKeyFacts[];

/** The name of a configuration key, such as `identity.cco-id`. */
export type ConfigKey = (typeof CONFIG_KEYS)[number]['key'];

/** Values by key, from a flag or from the answers of a case. */
export type ConfigPatch = { readonly [K in ConfigKey]?: ConfigInput | undefined };

/** A value before it is checked. */
export type ConfigInput = string | number | readonly string[];
