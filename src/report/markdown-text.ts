import { visible } from "./visible.js";

/**
 * Markdown that may be published. A string becomes one only through the doors of this file, so that a name or a message from
 * outside cannot get into a comment by being forgotten: it does not compile.
 */
export interface Markdown {
  readonly markdown: string;
}
/** Markdown that means the same where GitHub reads HTML alone, as in a <summary>. */
export interface Html extends Markdown {
  readonly html: true;
}

const weave = (literals: readonly string[], values: readonly (Markdown | number)[]): string =>
  literals.reduce((text, literal, index) => {
    const value = values[index - 1] ?? { markdown: "" };
    return text + (typeof value === "number" ? String(value) : value.markdown) + literal;
  });

/** Text of our own with what is safe between. */
export const safe = (literals: TemplateStringsArray, ...values: readonly (Markdown | number)[]): Markdown => ({
  markdown: weave(literals, values),
});
export const safeHtml = (literals: TemplateStringsArray, ...values: readonly (Html | number)[]): Html => ({
  markdown: weave(literals, values),
  html: true,
});

export const NOTHING: Html = safeHtml``;

export type Separator = "\n" | "\n\n" | "<br>" | " · " | ", " | " | " | " ";
/** What is empty is left out. */
export const join = (parts: readonly Markdown[], separator: Separator): Markdown => ({
  markdown: parts
    .map(({ markdown }) => markdown)
    .filter((text) => text !== "")
    .join(separator),
});

/** Words, numbers and marks: nothing in them is a mention, a reference, an address or an element to GitHub. */
const PLAIN = /^(?:[\p{L}\p{N} ,;()·–…→←○●◆▲✗✓■?]|: )*$/u;

/** Words of our own that were put together elsewhere; whatever else finds its way here is shown as code. */
export const plain = (text: string): Html => (PLAIN.test(text) ? { markdown: text, html: true } : codeElement(text));

/**
 * Text from outside where only HTML is read, and where a back-tick span would end at the first bar of a table.
 * The empty comments keep an address in it from becoming a link: links are looked for after entities are resolved.
 */
export const codeElement = (text: string): Html => {
  const escaped = visible(text).replaceAll(/[^\p{L}\p{N}]/gu, (character) => {
    const entity = `&#${character.codePointAt(0)};`;
    return /[.:@]/.test(character) ? `<!---->${entity}` : entity;
  });
  return { markdown: `<code>${escaped}</code>`, html: true };
};

const longestRun = (text: string, of: RegExp): number =>
  Math.max(0, ...[...text.matchAll(of)].map(([run]) => run.length));

/** Text from outside in a line: GitHub looks for mentions, references and links everywhere but in code. */
export function code(text: string): Markdown {
  const shown = visible(text);
  if (shown.includes("|") || shown.trim() === "") return codeElement(shown);
  const ticks = "`".repeat(longestRun(shown, /`+/g) + 1);
  const padding = /^[` ]|[` ]$/.test(shown) ? " " : "";
  return { markdown: `${ticks}${padding}${shown}${padding}${ticks}` };
}

/** Text from outside in lines of its own. */
export function fence(lines: readonly string[], language: "text" | "yaml" | "diff" | "suggestion"): Markdown {
  const shown = lines.map(visible);
  const ticks = "`".repeat(Math.max(3, longestRun(shown.join("\n"), /`+/g) + 1));
  return { markdown: [ticks + language, ...shown, ticks].join("\n") };
}

/** Only where the address is one of the web, and nothing in it can end the link early. */
export function link(text: Markdown, address: string): Markdown {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) return text;
  const href = new URL(address).href.replaceAll(
    /[^A-Za-z0-9:/?#&=%._~-]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, "0").toUpperCase()}`,
  );
  return { markdown: `[${text.markdown}](${href})` };
}

export const folded = (summary: Html, body: Markdown): Markdown =>
  safe`<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`;

export const alert = (kind: "NOTE" | "IMPORTANT" | "WARNING" | "CAUTION", lines: readonly Markdown[]): Markdown => ({
  markdown: [`> [!${kind}]`, ...lines.map(({ markdown }) => `> ${markdown}`)].join("\n"),
});

export const list = (lines: readonly Markdown[]): Markdown =>
  join(
    lines.map((line) => safe`- ${line}`),
    "\n",
  );

export const tableRow = (cells: readonly Markdown[]): Markdown => ({
  markdown: `| ${cells.map(({ markdown }) => markdown).join(" | ")} |`,
});

export const tableHead = (headings: readonly Markdown[]): Markdown =>
  join([tableRow(headings), tableRow(headings.map(() => safe`---`))], "\n");
