import { isRecord } from "../../model/is-record.js";

/** What started the run, as far as a command cares. */
export type Event =
  | {
      readonly name: "pull_request" | "pull_request_review";
      readonly action: string;
      readonly number: number;
      readonly head: string;
      readonly headRepository: number | null;
      readonly headRef: string;
      readonly baseRef: string;
      readonly draft: boolean;
      /** id of the account that did it */
      readonly sender: number | null;
    }
  | {
      readonly name: "merge_group";
      readonly base: string;
      readonly head: string;
      /** without refs/heads/ */
      readonly baseRef: string;
    }
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
      const sender = at(payload, "sender", "id");
      const headRepository = at(payload, "pull_request", "head", "repo", "id");
      if (typeof number !== "number") return { name: "other", event: name };
      return {
        name,
        action: text(at(payload, "action")),
        number,
        head: text(at(payload, "pull_request", "head", "sha")),
        headRepository: typeof headRepository === "number" ? headRepository : null,
        headRef: text(at(payload, "pull_request", "head", "ref")),
        baseRef: text(at(payload, "pull_request", "base", "ref")),
        draft: at(payload, "pull_request", "draft") === true,
        sender: typeof sender === "number" ? sender : null,
      };
    }
    case "merge_group":
      return {
        name,
        base: text(at(payload, "merge_group", "base_sha")),
        head: text(at(payload, "merge_group", "head_sha")),
        baseRef: text(at(payload, "merge_group", "base_ref")).replace(/^refs\/heads\//, ""),
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
