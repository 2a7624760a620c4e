import { describe, expect, it } from "vitest";
import { oneTable, type Settings } from "../patch/one-table.js";
import { jobsOf, moving, start } from "../support/moving-world.js";
import { SOURCE } from "../support/documents.js";

const reload = async (settings: Settings) => {
  const server = await oneTable(settings);
  return { server, answer: await server.call("POST", "source/reload") };
};

describe("reload of a source", () => {
  it("asks for a run of every enabled table: the source says Running, its tables do not yet", async () => {
    const { server, answer } = await reload({});

    expect(answer).toEqual({ status: 200, body: undefined });
    expect(server.source().status).toBe("Running");
    expect(server.schema().status).toBe("Completed");
    expect(server.effects()).toEqual([{ kind: "source_sync_triggered" }]);
  });

  it("says so although the trigger fails", async () => {
    const { server, answer } = await reload({ temporal: { trigger: "unavailable" } });
    expect(answer.status).toBe(200);
    expect(server.source().status).toBe("Running");
    expect(server.effects()).toEqual([]);
  });

  it("looks for tables instead where the source is queried live", async () => {
    const { answer } = await reload({ source: { access_method: "direct" } });
    expect(answer).toEqual({
      status: 200,
      body: { added: 0, deleted: 0, auto_enabled: 0, total_tables_seen: 1 },
    });
  });

  it.each([
    [
      "the monthly limit",
      { server: { sync_limit_reached: true } },
      400,
      { message: "Monthly sync limit reached. Please increase your billing limit to resume syncing." },
    ],
    [
      "an enabled table that is locked",
      { schema: { user_access_level: "viewer" } },
      403,
      {
        type: "authentication_error",
        code: "permission_denied",
        detail: "You do not have editor access to every table in this source.",
        attr: null,
      },
    ],
  ])("is stopped by %s", async (_, settings, status, body) => {
    const { server, answer } = await reload(settings);
    expect(answer).toEqual({ status, body });
    expect(server.source().status).toBe("Completed");
    expect(server.effects()).toEqual([]);
  });

  it("does not ask about a locked table that is off", async () => {
    const { answer } = await reload({ schema: { user_access_level: "viewer", should_sync: false } });
    expect(answer.status).toBe(200);
  });

  it("runs the tables that are on", async () => {
    const world = await start(moving());

    await world.call("POST", `external_data_sources/${SOURCE}/reload/`);
    world.clock.advance(60);

    expect(jobsOf(world)).toMatchObject([{ status: "Completed", rows_synced: 50 }]);
  });

  it("runs none that is off", async () => {
    const world = await start(moving({ should_sync: false }));

    await world.call("POST", `external_data_sources/${SOURCE}/reload/`);
    world.clock.advance(60);

    expect(jobsOf(world)).toEqual([]);
  });
});
