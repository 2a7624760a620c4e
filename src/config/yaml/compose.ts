import { CST, Composer, Lexer, Parser } from "yaml";
import type { Document } from "yaml";
import type { Mistake } from "../mistake.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { syntaxMistakes } from "./syntax-mistakes.js";

/** No file of this kind needs a tenth of it. */
const MAX_DEPTH = 64;
/** Ten thousand tables take less than half of it. */
const MAX_PARTS = 2_000_000;
const MAX_PROPERTIES = 50_000;
/** Anchors, aliases, tags, directives and starts of documents. */
const PROPERTY = /^[&*!%]|^---$/;

const tooDeep = (offset: number): Mistake => ({
  code: "yaml-depth",
  message: `more than ${MAX_DEPTH} levels stand inside each other`,
  hint: "a source file needs about six levels: look for brackets that are never closed",
  offset,
});

const tooMany = (offset: number): Mistake => ({
  code: "yaml-size",
  message: "the file has more parts than can be read with care",
  hint: "split it: one file a source",
  offset,
});

/** One YAML 1.2 document with the range of each node, or everything that keeps the text from being one. */
export function compose(text: string): Result<Document.Parsed, readonly Mistake[]> {
  const tokens = tokensOf(text);
  if (!tokens.ok) return tokens;
  const composer = new Composer({
    version: "1.2",
    schema: "core",
    merge: false,
    resolveKnownTags: false, // !!binary would build a Buffer
    prettyErrors: false, // they quote lines, and a line may hold a secret
    uniqueKeys: false, // quadratic: 20,000 keys take six times as long. values.ts checks, with both positions
  });
  const [document, second] = composer.compose(tokens.value, true, text.length);
  const mistakes = syntaxMistakes(text, tokens.value, document, second);
  return mistakes.length === 0 && document !== undefined ? ok(document) : err(mistakes);
}

/**
 * Node 20 and 22 abort, beyond any catch, when two texts of some thousand open brackets are composed in one process: V8
 * compiles a regular expression at the edge of the exhausted stack. The lexer and the parser are iterative, so the depth is
 * watched while they run and nothing deep ever reaches the recursive composer. Nor does a flood: the composer makes an error
 * object for each part that is out of place, and millions of them exhaust the heap, which aborts the process too.
 */
function tokensOf(text: string): Result<readonly CST.Token[], readonly Mistake[]> {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let parts = 0;
  let properties = 0;
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > MAX_DEPTH && parser.stack.filter(CST.isCollection).length > MAX_DEPTH)
      return err([tooDeep(parser.offset - lexeme.length)]);
    if (PROPERTY.test(lexeme)) properties++;
    if (++parts > MAX_PARTS || properties > MAX_PROPERTIES) return err([tooMany(parser.offset - lexeme.length)]);
  }
  tokens.push(...parser.end());
  return ok(tokens);
}
