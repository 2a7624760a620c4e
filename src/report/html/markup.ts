/**
 * HTML that may be published. A string becomes one only through this file, which escapes it: a name or a message from outside that
 * somebody forgets to escape does not compile.
 */
export interface Markup {
  readonly markup: string;
}

type Value = string | number | Markup | readonly Markup[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");

function markupOf(value: Value): string {
  if (typeof value === "string") return escape(value);
  if (typeof value === "number") return String(value);
  return "markup" in value ? value.markup : value.map(({ markup }) => markup).join("");
}

/** Thousands of rows would carry the indentation of this source: a quarter of the page. */
const unindented = (literal: string): string => (literal.includes("\n") ? literal.replaceAll(/\n\s*/g, "\n") : literal);

/** Elements of our own with whatever is between escaped. Attributes stand in double quotes. */
export const html = (literals: TemplateStringsArray, ...values: readonly Value[]): Markup => ({
  markup: literals.reduce((text, literal, index) => text + markupOf(values[index - 1] ?? "") + unindented(literal), ""),
});

export const NOTHING: Markup = { markup: "" };

/** A style sheet or a script of our own: text that the browser takes as it stands, up to its closing tag. */
export const verbatim = (element: "style" | "script", text: string): Markup => ({
  markup: `<${element}>${text}</${element}>`,
});

/** Whatever may be written from right to left is beyond the Latin letters. */
const BEYOND_LATIN = /[\u0300-\uffff]/;

/** A name from outside. What is written from right to left turns nothing around it; elsewhere an element more would say nothing. */
export const name = (text: string): Markup => (BEYOND_LATIN.test(text) ? html`<bdi>${text}</bdi>` : html`${text}`);
export const code = (text: string): Markup => html`<code>${name(text)}</code>`;
