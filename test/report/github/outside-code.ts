import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root["children"][number];

/** What GitHub would look at in a text: everything but code. */
export interface Seen {
  /** text outside code, piece by piece */
  readonly texts: readonly string[];
  /** addresses of links and images, inside code or not */
  readonly links: readonly string[];
  /** names of elements, without those of code */
  readonly elements: readonly string[];
  readonly comments: readonly string[];
  /** cells in rows of tables that have more or fewer than their head */
  readonly crooked: readonly number[];
}

const decoded = (text: string): string =>
  text.replaceAll(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)));

const TOKEN = /<!--([\s\S]*?)-->|<(\/?)([A-Za-z][A-Za-z0-9-]*)([^>]*)>|([^<]+|<)/g;

/** Reads a text as CommonMark with GitHub's extensions, and the HTML in it as far as it is ours. */
export function seenIn(markdown: string): Seen {
  const seen = {
    texts: [] as string[],
    links: [] as string[],
    elements: [] as string[],
    comments: [] as string[],
    crooked: [] as number[],
  };
  let depth = 0; // of <code>
  const readText = (text: string): void => {
    if (depth === 0) seen.texts.push(text);
  };
  const readHtml = (html: string): void => {
    for (const [, comment, closing, name, attributes, text] of html.matchAll(TOKEN)) {
      if (comment !== undefined) seen.comments.push(comment.trim());
      else if (text !== undefined) readText(decoded(text));
      else if (name === "code") depth += closing === "/" ? -1 : 1;
      else seen.elements.push(`${name ?? ""}${attributes ?? ""}`);
    }
  };
  const visit = (node: Node): void => {
    if (node.type === "html") readHtml(node.value);
    else if (node.type === "text") readText(node.value);
    else if (node.type === "link" || node.type === "image" || node.type === "definition") seen.links.push(node.url);
    else if (node.type === "footnoteReference" || node.type === "footnoteDefinition") seen.links.push("footnote");
    else if (node.type === "table") {
      const widths = node.children.map(({ children }) => children.length);
      seen.crooked.push(...widths.filter((width) => width !== widths[0]));
    }
    if ("children" in node) for (const child of node.children) visit(child);
  };
  visit(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
  return seen;
}
