import { describe, expect, it } from "vitest";
import { oneTable, type OneTable } from "../patch/one-table.js";
import { EXISTS, source } from "./webhook-source.js";

const update = (server: OneTable, inputs: unknown) => server.call("POST", "source/update_webhook_inputs", { inputs });
const SECRET = { signing_secret: "whsec" };

describe("update_webhook_inputs", () => {
  it("keeps the inputs beside those that are there, and tells of a secret only the fact", async () => {
    const server = await oneTable(source({ webhook: { inputs: { endpoint_name: "main" } }, provider: EXISTS }));

    expect(await update(server, SECRET)).toEqual({ status: 200, body: { success: true } });

    expect(server.source().webhook?.inputs).toEqual({ endpoint_name: "main", ...SECRET });
    expect(await server.call("GET", "source/webhook_info")).toMatchObject({
      body: { inputs: { signing_secret: { secret: true }, endpoint_name: { value: "main" } } },
    });
  });

  it.each([
    ["none are given", {}, {}, "No inputs provided"],
    ["they are no object", ["signing_secret"], {}, "No inputs provided"],
    ["the webhook has no such field", { ...SECRET, secret: "x" }, {}, "Invalid input keys: secret"],
    ["a required one is missing", { endpoint_name: "main" }, {}, "Missing required fields: signing_secret"],
    ["the provider does not take them", SECRET, { inputs_error: "403 from the provider" }, "403 from the provider"],
  ])("is refused where %s", async (_why, inputs, provider, message) => {
    const server = await oneTable(source({ webhook: {}, provider: { ...EXISTS, ...provider } }));

    expect(await update(server, inputs)).toEqual({ status: 400, body: { message } });
    expect(server.source().webhook?.inputs).toEqual({});
  });

  it("is refused where no webhook stands", async () => {
    const server = await oneTable(source({}));

    expect(await update(server, SECRET)).toEqual({
      status: 400,
      body: { message: "No webhook function found for this source. Create a webhook first." },
    });
  });
});
