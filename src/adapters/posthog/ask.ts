import type { Answer } from "../../executor/ports.js";
import type { ServiceFault } from "../../model/fault.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { decodeAnswer } from "./decode/part.js";
import type { Part } from "./decode/part.js";
import type { Transport } from "./transport.js";

/** A call whose answer matters. */
export async function ask<T>(
  transport: Transport,
  method: "GET" | "POST",
  path: string,
  decode: (answer: Part) => T,
  body?: unknown,
): Promise<Result<Answer<T>, ServiceFault>> {
  const sent = await transport.send(method, path, body);
  if (!sent.ok) return sent;
  const { call, text, serverTime } = sent.value;
  const decoded = decodeAnswer(text, decode);
  return decoded.ok ? ok({ value: decoded.value, serverTime }) : err({ kind: "shape", call, detail: decoded.error });
}
