import type { SecretKind } from '../kind.ts';
import { lastGroup } from '../last-group.ts';
import { namedValues, type Naming } from '../named-values.ts';
import { isSaidOfPassword, looksLikeToken } from '../words.ts';
import { placesFrom, startOfRun } from '../search/places.ts';
import { searchFor } from '../search/search.ts';

/** The vendors' documented shapes; the secret is the last group, or all of it. */
const SHAPES = [
  // AWS: access key ids, and the secret that stands beside one
  /(?<![A-Z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])/g,
  /(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}["']?[\s,;:|]{1,4}["']?([A-Za-z0-9+/]{40})(?![A-Za-z0-9+/=])/g,
  // Google
  /AIza(?<![\w-]AIza)[\w-]{35}/g,
  // GitHub, GitLab
  /(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{30,255}/g,
  /(?<![A-Za-z0-9])github_pat_\w{22,255}/g,
  /(?<![A-Za-z0-9])gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent)-[\w-]{20,100}/g,
  // Slack, and the addresses that take messages for Slack, Teams and Discord
  /(?<![A-Za-z0-9])xox[a-z]-[\w-]{10,255}/g,
  /(?<![A-Za-z0-9])xapp-\d-[\w-]{10,255}/g,
  /hooks\.slack\.com\/(?:services|workflows|triggers)\/([\w/-]{20,200})/g,
  /webhook\.office(?:365)?\.com\/webhookb2\/([\w@/-]{40,300})/g,
  /discord(?:app)?\.com\/api\/webhooks\/\d{5,25}\/([\w-]{30,120})/g,
  /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}/g,
  /(?<![A-Za-z0-9])pypi-AgEI[\w-]{50,400}/g,
  // Stripe; its publishable keys (pk_) are no secrets
  /(?<![A-Za-z0-9])(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,255}/g,
  /(?<![A-Za-z0-9])whsec_[A-Za-z0-9+/=]{16,255}/g,
  // Twilio, SendGrid, Mailgun
  /(?<![A-Za-z0-9])SK[0-9a-f]{32}(?![0-9a-f])/g,
  /(?<![\w.])SG\.[\w-]{16,32}\.[\w-]{16,64}/g,
  /(?<![A-Za-z0-9-])key-[0-9a-f]{32}(?![0-9a-f])/g,
  // Azure: client secrets of Entra ID, without the four signs before which nobody would look
  /Q~(?<=(?<![\w~.-])[\w~.-]{3}\dQ~)[\w~.-]{31,34}/g,
  // OpenAI, Anthropic, Hugging Face, DigitalOcean, Shopify, HashiCorp, Databricks, Telegram, Square
  /(?<![\w-])sk-(?:ant-|proj-|svcacct-)?[A-Za-z0-9_-]{32,255}/g,
  /(?<![A-Za-z0-9])hf_[A-Za-z0-9]{30,40}/g,
  /(?<![A-Za-z0-9])do[oprt]_v1_[0-9a-f]{64}/g,
  /(?<![A-Za-z0-9])shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/g,
  /(?<![\w.])hv[sbr]\.[\w-]{24,300}/g,
  /(?<![A-Za-z0-9])dapi[0-9a-f]{32}/g,
  /:(AA(?<=(?<!\d)\d{8,10}:AA)[\w-]{33})/g,
  /(?<![A-Za-z0-9])sq0(?:csp|atp)-[\w-]{22,60}/g,
].map((pattern) => searchFor(pattern));

const KEY_OF =
  /(?:^|api|app|application|access|account|storage|shared|sharedaccess|subscription|encryption|encrypt|decryption|cipher|signing|signature|master|auth|authentication|secret|consumer|function|functions|host|admin|rest|sdk|webhook|integration|license|presharedkey|preshared|aes|hmac|cookie|session|user|service|server|client|deploy|jwt|token|salt|root|storageaccount|primaryaccess|secondaryaccess|aad|azure|stripe|twilio|sendgrid|google|maps|openai)key(?:value|secret|base64)?\d?$/;
const naming: Naming = {
  words: String.raw`api[-_. ]?(?:key|secret)|access[-_. ]?key|secret|key|psk|sharedaccess|snmp[-_ ]?community|clave[-_ ]?api|api[-_ ]?schl(?:ü|u\uFFFF?|ue)ssel`,
  isName: (name) =>
    /apikey|^xapikey|secretkey|(?:^|[a-z0-9])secret(?:value|string|key|text)?\d?$|accesskeyid$|claveapi|apischl|^psk$|wpapsk|accountkey|sharedaccesskey|snmpcommunity/.test(
      name,
    ) ||
    (name !== 'key' && KEY_OF.test(name)),
  isValue: (value, name) =>
    /apikey|secret|psk|snmp|accountkey|sharedaccesskey|accesskeyid/.test(name)
      ? value.length >= 6 && !isSaidOfPassword(value)
      : looksLikeToken(value) && !/^[A-Z0-9]{1,4}(?:[-_][A-Za-z]{1,20})*$/.test(value),
};
const inFields = namedValues(naming);
/** `SOME_KEY=…` of a shell or an `.env` file, and `?key=…` of an address: only of what could be nothing else. */
const LOOSE = searchFor(
  /(?:^|[\s;])(?:export[ \t]|set[ \t]|ENV[ \t]|-e[ \t])?[A-Z][A-Z0-9_]{0,60}_KEY[ \t]{0,2}[=:][ \t]{0,2}["']?([^\s"'`,;<>&]{16,})|[?&]key=([^\s"'`,;<>&]{16,})/gm,
  { word: /_KEY|[?&]key=/, starts: settingsAt },
);
/** Where a setting may begin whose name has a word at `at`: before it a blank may stand, and a command. */
function settingsAt(text: string, at: number): readonly number[] {
  if (text[at] !== '_') return [at];
  const name = startOfRun(text, at, /[A-Z0-9_]/, 62);
  return placesFrom(name - 'export '.length - 1, name);
}

/** `aws configure set aws_secret_access_key …`, `npm config set //host/:_authToken …`, `setx API_KEY …`. */
const SET = searchFor(
  /\b(?:config(?:ure)?|setx|setenv)(?:[ \t]{1,4}(?:set|add|--\w{1,12}|\/m)){0,3}[ \t]{1,4}[\w.:/@-]{0,80}(?:secret|token|passw(?:or)?d|_auth|api[-_]?key|access[-_]?key)(?![\w.-]{0,40}(?:lifetime|ttl|expir|timeout|path|file|type|name|helper|length|polic|url|endpoint|store|provider))[\w.-]{0,40}(?:[ \t]{1,4}|=)["']?([^\s"'`;|&]{8,512})/gi,
);
const SPOKEN = searchFor(
  /(?<![\w-])(?:api|secret|access|license|clave)[ -]?(?:key|api|secret)[ \t]{1,4}(?:(?:is|was|ist|es)[ \t]{0,4}:?[ \t]{1,4})?([^\s"'`,;<>&(){}[\]]{12,})/gi,
);

/** API keys and other keys that programs share: `x-api-key`, `FOO_SECRET=…`, and the shapes that vendors document. */
export const apiKey: SecretKind = {
  name: 'api-key',
  hint: /config|setx|setenv|snmp|key|secret|psk|sharedaccess|AKIA|ASIA|ABIA|ACCA|AIza|gh[pousr]_|github_pat|gl[a-z]{2,5}-|xox|xapp|hooks\.slack|webhook|npm_|pypi-|[sr]k_|whsec|SK[0-9a-f]{8}|SG\.|Q~|sk-|hf_|do[oprt]_|shp|hv[sbr]\.|dapi|:AA|sq0|schl/i,
  harvested: true,
  find: (text) => [
    ...SHAPES.flatMap((shape) => shape.all(text).map(lastGroup)),
    ...inFields(text),
    ...SET.all(text)
      .map(lastGroup)
      .filter(({ start, end }) => isSet(text.slice(start, end))),
    ...[...LOOSE.all(text), ...SPOKEN.all(text)]
      .map(lastGroup)
      .filter(({ start, end }) => isLooseKey(text.slice(start, end))),
  ],
  isField: naming.isName,
};

/** Mixed signs, and neither a path, nor an id, nor words with a number behind them. */
function isLooseKey(value: string): boolean {
  const isMixed = looksLikeToken(value) && /\d/.test(value) && /\p{L}/u.test(value);
  return (
    isMixed &&
    !/[/:\\]|^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(value.slice(0, 16)) &&
    !/^[a-z]{1,30}(?:[_.-][a-z]{1,30}){0,9}[_.-]?\d{0,20}$/i.test(value)
  );
}

/** What a setting is set to, when it is no path and no word. */
function isSet(value: string): boolean {
  return looksLikeToken(value) && /\d/.test(value) && !/^[./~$%-]/.test(value);
}
