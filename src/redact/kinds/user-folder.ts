import { groupSpans } from '../group-spans.ts';
import type { SecretKind, Span } from '../kind.ts';
import { placesFrom } from '../search/places.ts';
import { searchFor } from '../search/search.ts';

/** A slash either way, escaped once or twice, or as it is written in addresses. */
const SLASH = String.raw`(?:[\\/]{1,4}|%(?:25)?(?:5C|2F)|\\u005c)`;
/** A machine in the network, and slashes. */
const LONGEST_START = 80;
/** Names with blanks are told by the slash behind them. */
const WINDOWS = searchFor(
  new RegExp(
    String.raw`(?:(?<![a-z])[a-z](?::|%3A|\|)|%SystemDrive%|[\\/]mnt[\\/][a-z]|(?<![\w/.])[\\/][a-z]|\\\\[\w.$-]{1,64})${SLASH}(?:Users|Documents(?: |%20|\+)and(?: |%20|\+)Settings|Benutzer|Usuarios|Utilisateurs|profiles?\$?|homes?\$?)${SLASH}([^\\/:*?"<>|%\r\n\t{}]{1,64}(?=[\\/]|%5C|%2F|%255C)|(?:[^\\/:*?"<>|%\s,;&{})\]']|%20){1,64})`,
    'dgi',
  ),
  {
    word: /Users|Documents|Benutzer|Usuarios|Utilisateurs|profile|home/,
    starts: (text, at) => (/[\\/cf]/i.test(text[at - 1] ?? '') ? placesFrom(at - LONGEST_START, at) : []),
  },
);
/** Not in an address of the web, nor behind the method of a request: `GET /home/page`. */
const UNIX = searchFor(
  new RegExp(
    String.raw`(?<![\w.\-/~}%]|%2F|(?:GET|POST|PUT|HEAD|DELETE|PATCH|OPTIONS|CONNECT) |(?:url|uri|path|route|href|location|endpoint|page|referer)["']?[ ]?[:=][ ]?["']?)(?:file:%2F%2F|file:\/\/(?:localhost)?)?(?:\/|%2F)(?:(?:var|usr|export|data|mnt|Volumes\/[\w -]{1,40})(?:\/|%2F))?(?:home|Users)(?:\/|%2F)([^\\/:*?"<>|%\s,;&{}()[\]'$]{1,64})`,
    'dg',
  ),
);
const FILE_ADDRESS = searchFor(/(?<=file:\/\/(?:localhost)?\/(?:home|Users)\/)([^\\/:*?"<>|%\s,;&{}()[\]'$]{1,64})/dgi);
/** A prompt of a shell (`jdoe@ws12:~$`, `[jdoe@ws12 ~]$`), and ssh and scp: the user and the machine. */
const PROMPT = searchFor(
  /(?<![\w.@/-])([\p{L}_][\p{L}\d_.-]{0,31}@[\p{L}\d-]{1,63})(?=:[~/][^\s$#%]{0,200}[$#%](?:\s|$)|[ ](?:~|[^\s\]]{1,64})\][$#%])|(?<=\b(?:ssh|scp|sftp|rsync)[ ](?:-\S{1,20}[ ]){0,4})([\p{L}_][\p{L}\d_.-]{0,31}@[\p{L}\d-]{1,63})(?=[\s:]|$)/dgu,
);
/** What every such prompt and command has: the patterns above are tried at each place in a text. */
const IN_PROMPT = /@[\p{L}\d-]{1,63}(?::[~/]|[ ](?:~|[^\s\]]{1,64})\])|(?:ssh|scp|sftp|rsync)[ ]/u;
/** What systems call the user: variables of the environment, a property of Java. */
const VARIABLE = searchFor(
  /(?<![\w.])(?:(?:USERNAME|LOGNAME|SUDO_USER|USER)(?:=["']?|\\?"[ ]?:[ ]?\\?")|user\.name["']?[ ]?[=:][ ]?["']?)([\p{L}_][\p{L}\d_.-]{1,63})(?![\p{L}\d_@:\\(])/dgu,
);
/** Folders that belong to nobody. */
const NOBODY =
  /^(?:public|default(?: user|user)?|all users|shared|guest|administrator|admin|system|\.\.?|\$.*|user|username|name|you|me|your[-_ ]?name|<.*|defaultapppool|localservice|networkservice|linuxbrew|root|nobody|daemon|service|none|null|unknown|true|false|string|login)$/i;

/**
 * Names of the machine's users where their home folders are named (Windows, macOS, Linux, WSL, also escaped and in
 * `file:` addresses), `user@host` in the prompt of a shell, and `USERNAME=…`. The rest of the path stays.
 */
export const userFolder: SecretKind = {
  name: 'user-folder',
  harvested: true,
  hint: /user|logname|home|settings|benutzer|usuarios|utilisateurs|profile|@/i,
  find: (text) =>
    [
      WINDOWS,
      UNIX,
      ...(/file:\/\//i.test(text) ? [FILE_ADDRESS] : []),
      ...(IN_PROMPT.test(text) ? [PROMPT] : []),
      VARIABLE,
    ]
      .flatMap((pattern) => groupSpans(text, pattern))
      .map((span) => withoutPunctuation(text, span))
      .filter(({ start, end }) => end > start && !NOBODY.test(text.slice(start, end))),
  canonical: (value) =>
    value
      .normalize('NFKC')
      .replace(/%20|\+/g, ' ')
      .toLowerCase(),
};

function withoutPunctuation(text: string, { start, end }: Span): Span {
  const dots = /[.!]{1,3}$/.exec(text.slice(start, end))?.[0].length ?? 0;
  return { start, end: end - dots };
}
