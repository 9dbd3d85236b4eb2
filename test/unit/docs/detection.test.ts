import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { renderMatrix } from "../../detection/matrix";

/** `ORMOLU_WRITE_DOCS=1` writes the page anew. */
it("the page of what a comparison finds lists the changes that are tested", async () => {
  const page = join(__dirname, "../../../docs/reference/detection.md");
  const wanted = await format(renderMatrix(), { parser: "markdown", printWidth: 120 });
  if (process.env["ORMOLU_WRITE_DOCS"] === "1") writeFileSync(page, wanted);
  expect(readFileSync(page, "utf8")).toBe(wanted);
});
