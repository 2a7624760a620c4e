const HIDDEN = "***";
const MOST = 400;
/** Of a longer error both ends are looked at: patterns take their time, and the cause stands first or last. */
const MOST_READ = 20_000;

/** What a database or a provider may repeat of what it was logged in with. The narrower pattern stands first. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]+-----[\s\S]*?(-----END [A-Z ]+-----|$)/g, HIDDEN],
  // Up to the last @ of what stands in one piece: a password may hold an @, a slash or a quote that nobody encoded.
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"':@]*:\S*@/gi, `$1${HIDDEN}@`],
  // Or a space, where no port stands.
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"':@]*:(?!\d+(?!\S))[^\s/@]*\s[^\r\n@]*@/gi, `$1${HIDDEN}@`],
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"']*@/gi, `$1${HIDDEN}@`],
  [/([?&][\w.[\]-]+=)[^&#\s"']+/g, `$1${HIDDEN}`],
  [/(\bauthorization["']?\s*[:=]\s*["']?\w+\s+)[^\s"',]+/gi, `$1${HIDDEN}`],
  [/\b(bearer|basic)\s+[\w+/=.~-]{6,}/gi, `$1 ${HIDDEN}`],
  [
    /((?:password|passwd|passphrase|pwd|secret|token|api[ _-]?key|access[ _-]?key|account[ _-]?key|private[ _-]?key|credential|signature)s?["']?\s*(?:[=:]|=>)\s*)("(?:\\.|""|[^"\\])*"?|'(?:\\.|''|[^'\\])*'?|\{[^}]*\}?|[^\s,;)}\]]+)/gi,
    `$1${HIDDEN}`,
  ],
  [/\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g, HIDDEN],
  [/\b(ph[a-z]|sk|rk|pk|gh[a-z]|github_pat|glpat|xox[a-z]|whsec|shp[a-z]{2}|pat)[_-][\w-]{6,}/g, HIDDEN],
  [/\b(AKIA|ASIA)[A-Z0-9]{12,}/g, HIDDEN],
  // Letters and digits mixed, too long for a name: no word of any language looks so.
  [/(?<![\w+/])(?=[A-Za-z+/]*\d)(?=[\d+/]*[A-Za-z])[A-Za-z0-9+/]{28,}={0,2}/g, HIDDEN],
];

const withoutSecrets = (text: string): string =>
  SECRETS.reduce((left, [pattern, instead]) => left.replaceAll(pattern, instead), text);

/** What a server's error says, in one line, without what may be a secret. Of a stack trace only the last line says anything. */
export function masked(error: string): string {
  const lines = withoutSecrets(
    error.length <= MOST_READ ? error : `${error.slice(0, MOST_READ / 2)}\n${error.slice(-MOST_READ / 2)}`,
  )
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const said = (/^Traceback\b/.test(lines[0] ?? "") ? lines.at(-1) : lines[0]) ?? "";
  return said.length > MOST ? `${said.slice(0, MOST)}…` : said;
}
