import type { Answer } from "../../executor/ports.js";
import type { ServiceFault } from "../../model/fault.js";
import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import { decodeAnswer } from "./decode/part.js";
import type { Part } from "./decode/part.js";
import type { Outgoing, RawAnswer } from "./connection.js";
import type { Transport } from "./transport.js";

/** A call whose answer matters. */
export async function ask<T>(
  transport: Transport,
  method: Outgoing["method"],
  path: string,
  decode: (answer: Part) => T,
  body?: unknown,
): Promise<Result<Answer<T>, ServiceFault>> {
  const sent = await transport.send(method, path, body);
  return sent.ok ? understood(sent.value, decode) : sent;
}

/**
 * A call that is taken without a word: PostHog answers with nothing, or with JSON that is not worth reading.
 * Anything else comes from a proxy or a login page, so nobody knows whether PostHog ever saw the call.
 */
export async function tell(
  transport: Transport,
  method: "POST" | "DELETE",
  path: string,
): Promise<Result<Answer<null>, ServiceFault>> {
  const sent = await transport.send(method, path);
  if (!sent.ok) return sent;
  const { text, serverTime } = sent.value;
  return text.trim() === "" ? ok({ value: null, serverTime }) : understood(sent.value, () => null);
}

function understood<T>(
  { call, text, serverTime }: RawAnswer,
  decode: (answer: Part) => T,
): Result<Answer<T>, ServiceFault> {
  const decoded = decodeAnswer(text, decode);
  return decoded.ok ? ok({ value: decoded.value, serverTime }) : err({ kind: "shape", call, detail: decoded.error });
}
