// docs/proof.md: what the smallest histories show, by running them.
import { loadProof } from "./load-proof.mjs";

export async function proofDocs() {
  const { proofDocument } = await loadProof("document");
  return proofDocument();
}
