import type { Reply } from "./handler.js";

/** An answer that ends the handling of a request. What was changed before it was thrown stays: PostHog's requests are not transactions. */
export class ApiError extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`HTTP ${reply.status}`);
    this.reply = reply;
  }
}

interface Framework {
  readonly type: "validation_error" | "authentication_error" | "invalid_request" | "throttled_error" | "server_error";
  readonly code: string;
  readonly detail: string;
  readonly attr?: string | null;
}

function framework(
  status: number,
  { type, code, detail, attr = null }: Framework,
  headers?: Reply["headers"],
): ApiError {
  return new ApiError({ status, body: { type, code, detail, attr }, ...(headers && { headers }) });
}

/** 400. `attr` names the field, nested as `a__b`; most rules of the server are raised without one. */
export function invalid(
  detail: string,
  { attr = null, code = "invalid_input" }: { attr?: string | null; code?: string } = {},
): ApiError {
  return framework(400, { type: "validation_error", code, detail, attr });
}

export const unauthenticated = (code: "authentication_failed" | "not_authenticated", detail: string): ApiError =>
  framework(401, { type: "authentication_error", code, detail }, { "WWW-Authenticate": "Bearer" });

export const forbidden = (detail: string): ApiError =>
  framework(403, { type: "authentication_error", code: "permission_denied", detail });

export const notFound = (detail = "Not found."): ApiError =>
  framework(404, { type: "invalid_request", code: "not_found", detail });

export const methodNotAllowed = (method: string, allowed: readonly string[]): ApiError =>
  framework(
    405,
    { type: "invalid_request", code: "method_not_allowed", detail: `Method "${method}" not allowed.` },
    { Allow: allowed.join(", ") },
  );

/** The body of a request is not JSON. */
export const notJson = (): ApiError =>
  framework(400, { type: "invalid_request", code: "parse_error", detail: "JSON parse error" });

export const throttled = (seconds: number): ApiError =>
  framework(
    429,
    {
      type: "throttled_error",
      code: "throttled",
      detail: `Request was throttled. Expected available in ${seconds} second${seconds === 1 ? "" : "s"}.`,
    },
    { "Retry-After": String(seconds) },
  );

export const serverError = (): ApiError =>
  framework(500, { type: "server_error", code: "error", detail: "A server error occurred." });

/** `{message}`, with further members beside it: the shape of most source actions. */
export const refusedWithMessage = (
  status: number,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): ApiError => new ApiError({ status, body: { message, ...more } });

/** `{detail}` alone: the shape of reload, resync and cancel. */
export const refusedWithDetail = (detail: string): ApiError => new ApiError({ status: 400, body: { detail } });
