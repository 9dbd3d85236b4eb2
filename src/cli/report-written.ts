import path from "node:path";
import type { WrittenRevision } from "../migrate/write-revision";
import type { Output } from "./output";

/** Prints what a new revision does and where it is, with a mark at what loses data. */
export function reportWritten(output: Output, written: WrittenRevision): void {
  const { hazardsOf, summarizeOperation } =
    require("../operations/definitions") as typeof import("../operations/definitions");
  for (const operation of written.operations) {
    output.line(`  ${output.style.green("+")} ${summarizeOperation(operation)}`);
    for (const hazard of hazardsOf(operation)) {
      if (hazard.kind === "data loss") output.line(`    ${output.style.red("loses data:")} ${hazard.message}`);
    }
  }
  output.line(`Wrote ${path.relative(process.cwd(), written.path)}`);
  output.json({ revision: written });
}
