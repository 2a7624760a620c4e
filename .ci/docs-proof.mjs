// docs/proof.md, and the same for `warehog explain`: what the smallest histories show, by running them.
import { loadProof } from "./load-proof.mjs";

const proof = loadProof("document");

export const proofDocs = async () => (await proof).proofDocument();
export const proofModule = async () => (await proof).proofModule();
