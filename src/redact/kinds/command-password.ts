import type { SecretKind, Span } from '../kind.ts';
import { lastGroup } from '../last-group.ts';
import { isOfCurl, valuesAfter } from '../value-after.ts';
import { isNoSecret } from '../words.ts';
import { searchFor } from '../search/search.ts';

const CURL_USER = searchFor(/(?<![\w-])(?:-[uU][ \t=]{0,4}|--(?:proxy-)?user[ \t=]{1,4})/g);
/** Commands and the option behind which the password stands, attached to it or not. */
const OPTIONS = [
  /\bmysql(?:dump|admin|import)?(?:\.exe)?\b[^|;&\r\n]{0,200}?[ \t]-p(?=[^\s=-])/g,
  /\b(?:sshpass|docker login|podman login|mongo(?:sh|dump|restore)?|az login|mosquitto_(?:pub|sub))\b[^|;&\r\n]{0,200}?[ \t](?:-p|-P)[ \t]{0,4}(?=[^\s-])/g,
  /\b(?:redis-cli)\b[^|;&\r\n]{0,200}?[ \t]-a[ \t]{1,4}/g,
  /\bldap(?:search|modify|add|delete|whoami|passwd)\b[^|;&\r\n]{0,200}?[ \t]-w[ \t]{0,4}/g,
  /\b(?:7za?|unrar|rar|unzip|zip)\b[^|;&\r\n]{0,200}?[ \t]-[pP][ \t]{0,2}(?=[^\s-])/g,
  /\bopenssl\b[^|;&\r\n]{0,200}?\bpass:/g,
  /\b(?:cmdkey|schtasks|wmic|psexec(?:\.exe)?|net use|sc config)\b[^|;&\r\n]{0,200}?[ \t](?:\/pass(?:word)?:|\/p[ \t:]|\/rp[ \t]|-p[ \t])[ \t]{0,4}/gi,
  /\b(?:ConvertTo-SecureString)[ \t]{1,4}(?:-String[ \t]{1,4})?(?=["'])/gi,
  /\b(?:smbclient|rpcclient|net rpc|curlftpfs)\b[^|;&\r\n]{0,200}?[ \t]-U[ \t]{0,4}["']?[^\s%"']{1,64}%/g,
].map((pattern) => searchFor(pattern));
/** `net use X: \\server\share … /user:…` and `net user name …`: a word of its own among words that begin with `/`, `\` or end with `:`. */
const NET = searchFor(/\bnet(?:\.exe)?[ \t]{1,4}(?:use|user)[ \t][^\r\n|&]{1,300}/gi);
const PIPED = searchFor(
  /\becho[ \t]{1,4}(?:-n[ \t]{1,4})?["']?([^\s"'|]{1,100})["']?[ \t]{0,4}\|[ \t]{0,4}(?:sudo[ \t]{1,4}-S|passwd|docker login)/g,
);

/** Configurations of Cisco IOS: `enable secret 5 …`, `password 7 …`, of which type 7 can be read by anybody. */
const IOS = searchFor(/\b(?:password|secret|key)[ \t][05-9][ \t]{1,4}(?=\S{0,64}[\d$])(\S{4,128})/g);

/** Passwords on command lines: `curl -u user:…`, `mysql -p…`, `net use … \\server\share …`, `sshpass -p …`. */
export const commandPassword: SecretKind = {
  name: 'password',
  hint: /curl|wget|mysql|sshpass|login|mongo|mosquitto|redis-cli|ldap|7z|zip|rar|openssl|cmdkey|schtasks|wmic|psexec|net(?:\.exe)?\s|config|securestring|smbclient|rpcclient|echo|(?:password|secret|key)[ \t][05-9][ \t]/i,
  harvested: true,
  find: (text) => [
    ...valuesAfter(text, CURL_USER, 'word').flatMap((span) => passwordOfUser(text, span)),
    ...OPTIONS.flatMap((option) => valuesAfter(text, option, 'word')).filter(
      ({ start, end }) => end > start && !isNoSecret(text.slice(start, end)),
    ),
    ...NET.all(text).flatMap(netPassword),
    ...IOS.all(text).map(lastGroup),
    ...PIPED.all(text).map(({ 0: command, 1: secret = '', index }) => {
      const start = index + command.indexOf(secret, 'echo '.length);
      return { start, end: start + secret.length };
    }),
  ],
};

/** What stands behind the colon in `user:password`, on a command line of curl. */
function passwordOfUser(text: string, { start, end }: Span): readonly Span[] {
  const user = /^[^:/\s]{0,200}:(?!\/\/)/.exec(text.slice(start, end))?.[0];
  return user === undefined || start + user.length === end || !isOfCurl(text, start)
    ? []
    : [{ start: start + user.length, end }];
}

function netPassword(match: RegExpExecArray): readonly Span[] {
  const words = Array.from(match[0].matchAll(/"[^"]*"|\S+/g)).slice(2);
  const isUse = /use[ \t]/i.test(match[0].slice(0, 16)) && !/user[ \t]/i.test(match[0].slice(0, 16));
  if (isUse && !words.some(({ 0: word }) => word.startsWith('\\\\') || word.startsWith('"\\\\'))) return [];
  if (!isUse && !words.some(({ 0: word }) => /^\/(?:add|domain|active|expires)/i.test(word))) return [];
  const plain = words.filter(
    ({ 0: word }) => !/^(?:"?[/\\]|[a-z*]:?$)/i.test(word) && !/^(?:lpt\d|com\d):?$/i.test(word),
  );
  const secret = plain[isUse ? 0 : 1];
  if (secret === undefined || secret[0] === '*') return [];
  const opening = secret[0].startsWith('"') ? 1 : 0;
  const closing = secret[0].length > 1 && secret[0].endsWith('"') ? opening : 0;
  const start = match.index + secret.index + opening;
  const end = match.index + secret.index + secret[0].length - closing;
  return end > start ? [{ start, end }] : [];
}
