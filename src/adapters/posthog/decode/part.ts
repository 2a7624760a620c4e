import type { ShapeTrouble } from "../../../model/fault.js";
import { err, ok } from "../../../model/result.js";
import type { Result } from "../../../model/result.js";
import { isRecord } from "../../../model/is-record.js";
import type { JsonObject } from "./json-object.js";

type Note = (path: string, expected: string) => void;

/**
 * One value of an answer and where it stands in it. Unknown fields are ignored; a field that is absent reads like null.
 *
 * A wrong shape is noted once, at the first place that has one, and reading goes on with a neutral value: the whole
 * result is thrown away then (see decodeAnswer). So decoders are plain expressions, with no case for failure in each line.
 */
export class Part {
  readonly #value: unknown;
  readonly #path: string;
  readonly #note: Note;

  constructor(value: unknown, path: string, note: Note) {
    this.#value = value;
    this.#path = path;
    this.#note = note;
  }

  has(key: string): boolean {
    return this.#field(key) !== undefined;
  }

  /** notes that a field is not what it has to be; returns `neutral`, to go on with */
  wrong<T>(key: string, expected: string, neutral: T): T {
    this.#note(this.#at(key), expected);
    return neutral;
  }

  text(key: string): string {
    return this.textOrNull(key) ?? this.wrong(key, "text", "");
  }

  textOrNull(key: string): string | null {
    return this.#typed(key, "text", (value) => typeof value === "string");
  }

  numberOrNull(key: string): number | null {
    return this.#typed(key, "a number", (value) => typeof value === "number");
  }

  flag(key: string): boolean {
    return this.flagOrNull(key) ?? this.wrong(key, "true or false", false);
  }

  flagOrNull(key: string): boolean | null {
    return this.#typed(key, "true or false", (value) => typeof value === "boolean");
  }

  /** a value of any kind that has a meaning of its own, e.g. what a filter compares with */
  raw(key: string): unknown {
    return this.#field(key);
  }

  part(key: string): Part | null {
    const value = this.#typed(key, "an object", isRecord);
    return value && new Part(value, this.#at(key), this.#note);
  }

  list(key: string): readonly Part[] {
    return this.listOrNull(key) ?? this.wrong(key, "a list", []);
  }

  /** for a list that older servers do not send */
  listOrNone(key: string): readonly Part[] {
    return this.listOrNull(key) ?? [];
  }

  listOrNull(key: string): readonly Part[] | null {
    const values = this.#typed(key, "a list", Array.isArray);
    return values && this.#parts(values, this.#at(key));
  }

  textsOrNull(key: string): readonly string[] | null {
    const values = this.#typed(key, "a list", Array.isArray);
    return values && values.map((value, index) => this.#text(value, `${this.#at(key)}[${index}]`));
  }

  textsOrNone(key: string): readonly string[] {
    return this.textsOrNull(key) ?? [];
  }

  /** the names of this object's members, whatever they hold */
  keys(): readonly string[] {
    return Object.keys(this.#object());
  }

  /** the members of this object that are texts, whatever they are called */
  texts(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      Object.entries(this.#object()).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
    );
  }

  /** for an answer of which no field is read */
  demandObject(): null {
    this.#object();
    return null;
  }

  /** this value itself as a list */
  items(): readonly Part[] {
    if (Array.isArray(this.#value)) return this.#parts(this.#value, this.#path);
    this.#note(this.#path, "a list");
    return [];
  }

  #parts(values: readonly unknown[], path: string): readonly Part[] {
    return values.map((value, index) => new Part(value, `${path}[${index}]`, this.#note));
  }

  #text(value: unknown, path: string): string {
    if (typeof value === "string") return value;
    this.#note(path, "text");
    return "";
  }

  #typed<T>(key: string, expected: string, is: (value: unknown) => value is T): T | null {
    const value = this.#field(key) ?? null;
    return value === null || is(value) ? value : this.wrong(key, expected, null);
  }

  #field(key: string): unknown {
    return this.#object()[key];
  }

  #object(): JsonObject {
    if (isRecord(this.#value)) return this.#value;
    this.#note(this.#path, "an object");
    return {};
  }

  #at(key: string): string {
    return this.#path === ROOT ? key : `${this.#path}.${key}`;
  }
}

const ROOT = "the top";

/** The text of a successful answer as a value, or the first place where it is not what the contract says. Never a value of it. */
export function decodeAnswer<T>(text: string, decode: (answer: Part) => T): Result<T, ShapeTrouble> {
  if (text.trim() === "") return err("empty");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err(/^\s*</.test(text) ? "html" : "not-json");
  }
  const troubles: ShapeTrouble[] = [];
  const result = decode(new Part(value, ROOT, (path, expected) => troubles.push(`at ${path}: expected ${expected}`)));
  return troubles[0] === undefined ? ok(result) : err(troubles[0]);
}
