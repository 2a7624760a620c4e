import { expect, it } from "vitest";
import { REPO, scene } from "./scene.js";

it("has no permission until it is given", async () => {
  const { gh, ask } = await scene();
  gh.forbid("repos/list-activities");
  expect(await ask("GET", `${REPO}/activity`)).toMatchObject({
    status: 403,
    body: { message: "Resource not accessible by integration" },
  });
  expect((await ask("GET", `${REPO}/pulls/1`)).status).toBe(200);
  gh.allow("repos/list-activities");
  expect((await ask("GET", `${REPO}/activity`)).status).toBe(200);
});

it("is asked too often, and says how long to wait", async () => {
  const { gh, ask } = await scene();
  gh.limit("pulls/get", { retryAfter: 7 });
  const limited = await ask("GET", `${REPO}/pulls/1`);
  expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "7"]);
  expect((await ask("GET", `${REPO}/pulls/1`)).status).toBe(200);
});

it("breaks down as often as told, and has done nothing", async () => {
  const { gh, ask } = await scene();
  gh.fail("issues/create-comment", { status: 502, times: 2 });
  const statuses = [];
  for (let count = 0; count < 3; count++)
    statuses.push((await ask("POST", `${REPO}/issues/1/comments`, { body: "b" })).status);
  expect(statuses).toEqual([502, 502, 201]);
  expect(gh.commentsOn(1)).toHaveLength(1);
});
