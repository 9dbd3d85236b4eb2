import path from "node:path";
import type { Proof } from "../migrate/proof";
import type { WrittenRevision } from "../migrate/write-revision";
import type { Output, Style } from "./output";
import { reportOperations } from "./report-operations";

/** Prints what a new revision does and where it is, and what it risks. */
export function reportWritten(output: Output, written: WrittenRevision): void {
  const all = [written, ...(written.following ?? [])];
  for (const one of all) reportOperations(output, one);
  if (written.proof !== undefined) output.line(describeProof(written.proof, output.style));
  for (const one of all) output.line(`Wrote ${path.relative(process.cwd(), one.path)}`);
  output.json({ revision: written });
}

function describeProof(proof: Proof, style: Style): string {
  if (proof.outcome === "not proved") return style.yellow(`Not proved: ${proof.reason}.`);
  const seconds = Math.max(0.1, proof.milliseconds / 1000).toFixed(1);
  const end = proof.goal === "operations" ? "does what processRevision asked for" : "reaches the models";
  return `${style.green("Proved")} on a ${proof.place} in ${seconds} s: upgrade ${end}, downgrade returns.`;
}
