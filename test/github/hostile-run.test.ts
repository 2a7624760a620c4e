import { describe, expect, it } from "vitest";
import { onlyFile } from "../../src/adapters/github/unzip.js";
import type { Intercept } from "../../src/sandbox/start.js";
import { actionScene } from "../support/github/action-scene.js";
import type { ActionScene } from "../support/github/action-scene.js";
import type { StepEnded } from "../support/github/run-action.js";
import { readAsRunner } from "../support/github/runner-log.js";
import { liveOrders, neverSynced, orders, shop } from "../support/shop.js";
import { KEY } from "../support/workspace.js";

type Members = Readonly<Record<string, unknown>>;

/** Nothing of ours contains it. */
const SENTINEL = "Zqxj";
const WEBHOOK_SECRET = "whsec_of_the_provider";

const HOSTILE = [
  `public.::set-output name=reason::${SENTINEL}`,
  `public.x\n::stop-commands::${SENTINEL}\n::set-env name=PATH::/${SENTINEL}`,
  `##[set-output name=applied]${SENTINEL} @octocat fixes #1`,
  `\`\`\`\r::add-path::/${SENTINEL}\r</details><img src=x onerror=y><!-- warehog:plan -->`,
  `\u202E${SENTINEL}%0A::error::${SENTINEL}\u2066`,
];
const [WIPED = ""] = HOSTILE;
const HOOKED = `public.${SENTINEL} hooks`;
const NAMES = [...HOSTILE, HOOKED];

const table = (sync_frequency: string, members: Members = {}): Members => ({
  sync_frequency,
  incremental_field: "updated_at",
  incremental_field_type: "timestamp",
  ...members,
});
const source = (tables: Readonly<Record<string, Members>>): Members => ({
  source: { source_type: "Postgres", prefix: "shop_" },
  webhook: { inputs: { signing_secret: { env: "WEBHOOK_SECRET" } } },
  tables,
});
const every = (frequency: string): Readonly<Record<string, Members>> =>
  Object.fromEntries(HOSTILE.map((name) => [name, table(frequency)]));

const numbered = (n: number): string => `0199feed-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;

const document = shop(
  NAMES.map((name, n) => (name === HOOKED ? neverSynced : orders)({ id: numbered(n), name, latest_error: name })),
  {
    jobs: [],
    capabilities: {
      supports_row_filters: true,
      detects_primary_keys: true,
      sensitive_job_inputs: ["password"],
      webhook_fields: [{ name: "signing_secret", required: true, secret: true }],
    },
    live_source: { tables: NAMES.map((name) => liveOrders({ name })) },
  },
  { server: { auto_progress: true, extensions: { runs: { start_seconds: 0.1, base_seconds: 0.1 } } } },
);

/** A server that refuses some requests, and answers them with everything that it was sent and more. */
function echoing() {
  let secrets: (() => readonly string[]) | undefined;
  let refused = /^$/;
  const intercept: Intercept = ({ method, path }) => {
    if (!refused.test(`${method} ${path}`)) return undefined;
    const detail = all();
    return { kind: "status", status: 400, body: { detail, code: detail, attr: detail }, when: "before" };
  };
  const all = (): string =>
    `${SENTINEL}\n::set-output name=reason::${SENTINEL}\r##[add-path]/x @octocat fixes #1 ${(secrets?.() ?? []).join(" ")}`;
  return {
    intercept,
    all,
    knowing: (known: () => readonly string[]) => void (secrets = known),
    refuse: (requests: RegExp) => void (refused = requests),
  };
}

async function editAtPostHog({ sandbox }: ActionScene): Promise<void> {
  const answer = await fetch(`${sandbox.url}/api/projects/1/external_data_schemas/${numbered(0)}/`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
    body: JSON.stringify({ sync_frequency: "6hour" }),
  });
  expect(answer.status).toBe(200);
}

const OURS = new Set(["add-mask", "debug", "stop-commands", "error", "warning"]);

/** Of the executed commands those that can do anything, and annotations with text that is not ours in other places than their message. */
function expectHarmless({ log, code }: StepEnded): void {
  const { commands } = readAsRunner(log);
  expect(commands.filter(({ name }) => !OURS.has(name))).toEqual([]);
  // One token, ours; a second would be somebody else's.
  expect(new Set(commands.flatMap(({ name, value }) => (name === "stop-commands" ? [value] : []))).size).toBe(1);
  expect(commands.filter(({ name, value }) => name === "stop-commands" && value.includes(SENTINEL))).toEqual([]);
  const annotations = commands.filter(({ name }) => name === "error" || name === "warning");
  expect(annotations.length, log).toBeGreaterThanOrEqual(code === 0 ? 0 : 1);
  for (const { properties } of annotations)
    for (const [name, value] of Object.entries(properties)) {
      expect(["title", "file", "line", "col"]).toContain(name);
      expect(value).not.toContain(SENTINEL);
    }
}

/** All that is kept of a scene and that anybody may read. */
const published = ({ gh }: ActionScene): string =>
  [
    ...gh.threads.map((thread) => JSON.stringify([thread.title, thread.body, thread.labels])),
    ...gh.threads.flatMap(({ number }) =>
      gh.commentsOn(number).flatMap(({ body, edits }) => [body, ...edits.map((edit) => edit.body)]),
    ),
    ...gh.checks.map(({ facts, annotations }) => JSON.stringify([facts, annotations])),
    ...gh.artifacts().map(({ zip }) => onlyFile(Buffer.from(zip), 1e7)?.toString() ?? "unreadable"),
  ].join("\n");

const secretsIn = (text: string, scene: ActionScene): readonly string[] =>
  scene.secrets().filter((secret) => text.includes(secret) || text.includes(Buffer.from(secret).toString("base64")));

describe("names and errors that are written to be executed", () => {
  it("stay text in the log, and no secret shows although the server echoes every one", async () => {
    const echo = echoing();
    const scene = await actionScene(document, {
      source: source(every("6hour")),
      policy: { min_approvals: 0 },
      env: { WEBHOOK_SECRET },
      intercept: echo.intercept,
    });
    echo.knowing(() => scene.secrets());
    const wiped = {
      ...every("6hour"),
      [WIPED]: table("6hour", { incremental_field: "id", incremental_field_type: "integer" }),
    };
    const pull = scene.open("hostile", "ada", scene.declaring(source(wiped)));
    echo.refuse(/incremental_fields/);
    const blocked = await scene.plan(pull);
    echo.refuse(/^$/);
    scene.push(
      pull,
      "ada",
      scene.declaring(source({ ...every("1hour"), [HOOKED]: { sync_type: "webhook", should_sync: true } })),
    );
    scene.gh.fail("issues/list-labels-on-issue", { status: 403, message: echo.all() });
    const planned = await scene.plan(pull);
    expect(planned.log).toContain("::warning::github-forbidden");
    scene.merge(pull, "ada");
    echo.refuse(/^PATCH .*0[0-4]\/$|webhook_inputs/);
    const refused = await scene.apply();
    expect(refused.outputs).toMatchObject({ applied: "0", reason: "refused-by-server" });
    echo.refuse(/^$/);
    const applied = await scene.apply("schedule");
    expect(applied.code, applied.log).toBe(0);
    await editAtPostHog(scene);
    const drifted = await scene.drift();
    expect(scene.gh.threads.at(-1)?.body).toContain(SENTINEL);

    for (const step of [blocked, planned, refused, applied, drifted]) {
      expectHarmless(step);
      // The runner stars them too, but only in its own log.
      expect(secretsIn(readAsRunner(step.log).written, scene), step.log).toEqual([]);
      expect(secretsIn(step.summary + JSON.stringify(step.outputs), scene)).toEqual([]);
    }
    expect(secretsIn(published(scene), scene)).toEqual([]);
    expect(published(scene)).not.toContain("unreadable");
  });
});
