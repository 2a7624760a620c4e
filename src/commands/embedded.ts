import { isRecord } from "../model/is-record.js";
import { err, ok } from "../model/result.js";
import type { Result } from "../model/result.js";
import type { Context } from "./context.js";
import type { Failure } from "./failure.js";
import { invalidState, stateDocument } from "./state-document.js";

/** A sandbox that lives as long as one command. */
export interface Embedded {
  readonly url: string;
  readonly key: string;
  readonly projectId: number;
  close(): Promise<void>;
}

const KEY = "phx_embedded_sandbox";

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => (isRecord(value) ? value : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The same world with runs that move on and a key of its own; what is no document stays as it is, for the sandbox to refuse. */
function livened(document: unknown): unknown {
  if (!isRecord(document)) return document;
  const { server, api_keys, ...rest } = document;
  return {
    ...rest,
    server: { ...fieldsOf(server), auto_progress: true, now: null },
    api_keys: [...listOf(api_keys), { value: KEY, label: "this command", scopes: ["*"] }],
  };
}

/** The id that the document's sources belong to unless they say otherwise. */
function firstProject(document: unknown): number {
  const id = fieldsOf(listOf(fieldsOf(document)["projects"])[0])["id"];
  return typeof id === "number" ? id : 1;
}

/** Starts a sandbox from a copy of the document: the file is never written. */
export async function startEmbedded(context: Context, path: string | true): Promise<Result<Embedded, Failure>> {
  const named = path === true ? undefined : path;
  const document = await stateDocument(context, named);
  if (!document.ok) return document;
  const { InvalidDocument, startSandbox } = await import("../sandbox/start.js");
  try {
    const sandbox = await startSandbox({ document: livened(document.value), clock: context.clock });
    return ok({
      url: sandbox.url,
      key: KEY,
      projectId: firstProject(document.value),
      close: () => sandbox.close(),
    });
  } catch (error) {
    if (error instanceof InvalidDocument) return err(invalidState(named, error.message));
    throw error;
  }
}
