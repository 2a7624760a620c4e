import { isRecord } from "../../model/is-record.js";

/** What started the run, as far as a command cares. */
export type Event =
  | {
      readonly name: "pull_request" | "pull_request_review";
      readonly action: string;
      readonly number: number;
      readonly head: string;
      readonly headRepository: number | null;
      readonly baseRef: string;
      readonly draft: boolean;
    }
  | { readonly name: "merge_group"; readonly base: string; readonly head: string }
  | { readonly name: "push"; readonly before: string; readonly after: string; readonly ref: string }
  | { readonly name: "schedule" | "workflow_dispatch" }
  | { readonly name: "other"; readonly event: string };

const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** The payload is GitHub's own and cannot be forged by a pull request; what a command needs and does not find is an event of another kind. */
export function readEvent(name: string, payload: unknown): Event {
  switch (name) {
    case "pull_request":
    case "pull_request_review": {
      const number = at(payload, "pull_request", "number");
      const headRepository = at(payload, "pull_request", "head", "repo", "id");
      if (typeof number !== "number") return { name: "other", event: name };
      return {
        name,
        action: text(at(payload, "action")),
        number,
        head: text(at(payload, "pull_request", "head", "sha")),
        headRepository: typeof headRepository === "number" ? headRepository : null,
        baseRef: text(at(payload, "pull_request", "base", "ref")),
        draft: at(payload, "pull_request", "draft") === true,
      };
    }
    case "merge_group":
      return {
        name,
        base: text(at(payload, "merge_group", "base_sha")),
        head: text(at(payload, "merge_group", "head_sha")),
      };
    case "push":
      return {
        name,
        before: text(at(payload, "before")),
        after: text(at(payload, "after")),
        ref: text(at(payload, "ref")),
      };
    case "schedule":
    case "workflow_dispatch":
      return { name };
    default:
      return { name: "other", event: name };
  }
}
