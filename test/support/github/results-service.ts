import { createHash } from "node:crypto";
import { Refused } from "./errors.js";
import type { Run, World } from "./world.js";

/** An upload that was begun: blocks by their ids. */
interface Upload {
  readonly run: Run;
  readonly name: string;
  readonly blocks: Map<string, Uint8Array>;
  bytes: Uint8Array | undefined;
}

/** The service that takes the artifacts of a run. Requests and answers bear the names of its protocol buffers. */
export interface ResultsService {
  call(method: string, token: string, body: unknown, url: string): object;
  /** an upload to a signed address, as a blob store takes it */
  put(upload: string, query: URLSearchParams, body: Uint8Array): void;
}

interface Begun {
  readonly name: string;
  readonly size?: string;
  readonly hash?: string;
}

/** @returns a token for uploads, as the runner hands it to a job of this run */
export function runtimeToken(run: Run): string {
  return `${part({ alg: "none" })}.${part({ scp: `Actions.ExampleScope Actions.Results:${run.id}:job-${run.id}` })}.`;
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export function resultsService(world: World): ResultsService {
  const uploads = new Map<string, Upload>();
  const methods: Readonly<Record<string, (begun: Begun, run: Run, url: string) => object>> = {
    CreateArtifact({ name }, run, url) {
      if (world.artifacts.some((it) => it.run.id === run.id && it.name === name))
        throw new Refused(409, "an artifact with this name already exists on the workflow run");
      const id = String(world.nextId());
      uploads.set(id, { run, name, blocks: new Map(), bytes: undefined });
      return { ok: true, signed_upload_url: `${url}/_upload/${id}?sig=signature` };
    },
    FinalizeArtifact({ name, size, hash }, run) {
      const upload = [...uploads.values()].findLast((it) => it.run === run && it.name === name);
      const zip = upload?.bytes;
      if (zip === undefined) throw new Refused(404, "nothing was uploaded");
      if (size !== String(zip.length)) throw new Refused(400, "size differs from what was uploaded");
      if (hash !== `sha256:${createHash("sha256").update(zip).digest("hex")}`)
        throw new Refused(400, "hash differs from what was uploaded");
      const id = world.nextId();
      world.artifacts.push({ id, name, run, created: world.now(), expired: false, zip });
      return { ok: true, artifact_id: String(id) };
    },
  };
  return {
    call(method, token, body, url) {
      const begun = body as Begun;
      const run = world.runs.find((it) => runtimeToken(it) === token);
      if (run === undefined) throw new Refused(401, "not this run");
      const act = methods[method];
      if (act === undefined) throw new Refused(404, `no method ${method}`);
      return act(begun, run, url);
    },
    put(id, query, body) {
      const upload = uploads.get(id);
      if (upload === undefined) throw new Refused(404, "no such upload");
      if (query.get("comp") === "block") upload.blocks.set(query.get("blockid") ?? "", body);
      else if (query.get("comp") === "blocklist") upload.bytes = listed(upload, Buffer.from(body).toString());
      else upload.bytes = body;
    },
  };
}

/** The list puts the blocks in order: they arrive in any. */
function listed({ blocks }: Upload, xml: string): Uint8Array {
  const ids = [...xml.matchAll(/<Latest>([^<]*)<\/Latest>/g)].map(([, id = ""]) => id);
  return Buffer.concat(ids.map((id) => blocks.get(id) ?? new Uint8Array()));
}
