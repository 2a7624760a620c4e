import type { Unknown } from "../../model/github/known.js";
import { isRecord } from "../../model/is-record.js";
import { limitOf } from "./retry.js";

/** GitHub hides what a token may not see behind a 404, and answers 410 where the repository has issues switched off. */
const FORBIDDEN: readonly number[] = [401, 403, 404, 410];

/**
 * Octokit's exception as a value. Of the request nothing goes further than method and path, of the answer nothing at all.
 *
 * @throws the error itself if it is none of a call: a bug
 */
export function unknownOf(error: unknown): Unknown {
  const request = isRecord(error) ? error["request"] : undefined;
  const status = isRecord(error) ? error["status"] : undefined;
  if (!isRecord(request) || typeof status !== "number") throw error;
  const call = `${String(request["method"])} ${new URL(String(request["url"])).pathname}`;
  return { known: false, why: FORBIDDEN.includes(status) && !isLimited(error) ? "forbidden" : "unavailable", call };
}

function isLimited(error: unknown): boolean {
  const response = isRecord(error) ? error["response"] : undefined;
  if (!isRecord(response) || !isRecord(response["headers"])) return false;
  const headers = new Headers(Object.entries(response["headers"]).map(([name, value]) => [name, String(value)]));
  return limitOf(Number(response["status"]), headers, JSON.stringify(response["data"])) !== undefined;
}

/** An answer that GitHub gives with this status, where it decides something. */
export const hasStatus = (error: unknown, status: number): boolean => isRecord(error) && error["status"] === status;
