import type { CST, Document } from "yaml";
import type { Mistake } from "../mistake.js";

/** Everything that keeps `document` from being the one plain document of its text; one mistake a line. */
export function syntaxMistakes(
  text: string,
  tokens: readonly CST.Token[],
  document: Document.Parsed | undefined,
  second: Document.Parsed | undefined,
): readonly Mistake[] {
  if (document?.contents === null && document.errors.length === 0 && second === undefined) return [emptyFile];
  const mistakes = [
    ...tokens.filter(({ type }) => type === "directive").map(({ offset }) => directive(offset)),
    ...(document?.errors ?? []).map(({ code, pos, message }) => fromLibrary(text, code, pos[0], message)),
    ...(document?.warnings ?? []).map(({ code, pos, message }) => fromLibrary(text, code, pos[0], message)),
    ...(second === undefined ? [] : [secondDocument(text, second)]),
  ];
  const lineOf = ({ offset }: Mistake) => text.lastIndexOf("\n", offset - 1);
  // One slip makes the composer stumble several times on the same line.
  return [...new Map(mistakes.toReversed().map((mistake) => [lineOf(mistake), mistake])).values()];
}

const emptyFile: Mistake = {
  code: "yaml-empty",
  message: "the file holds nothing, and an empty configuration is never taken as a wish to manage nothing",
  hint: "write at least version: 1 and what it is for; warehog init writes a first file",
  offset: 0,
};

const directive = (offset: number): Mistake => ({
  code: "yaml-directive",
  message: "a directive would change how the file is read",
  hint: "delete the line; the file is read as YAML 1.2",
  offset,
});

function secondDocument(text: string, second: Document.Parsed): Mistake {
  const separator = text.lastIndexOf("---", second.contents?.range[0] ?? second.range[0]);
  return {
    code: "yaml-multi-document",
    message: "a second document starts here, and only one is read from a file",
    hint: "move it to a file of its own, or delete the --- line",
    offset: separator === -1 ? second.range[0] : separator,
  };
}

function fromLibrary(text: string, code: string, offset: number, message: string): Mistake {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  if (code === "TAG_RESOLVE_FAILED")
    return { code: "yaml-tag", message: "a tag would build something else than plain data", hint: "delete it", offset };
  const indentation = /^[ \t]*/.exec(text.slice(lineStart, lineStart + 200))?.[0] ?? "";
  if (code === "TAB_AS_INDENT" || indentation.includes("\t"))
    return {
      code: "yaml-tab",
      message: "a tab cannot indent YAML",
      hint: "indent with spaces; most editors can convert the file",
      offset: lineStart + Math.max(0, indentation.indexOf("\t")),
    };
  return {
    code: "yaml-syntax",
    message: `this is not YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`,
    hint: "look at this line and the one above: indentation, a missing quote, bracket or colon",
    offset,
  };
}
