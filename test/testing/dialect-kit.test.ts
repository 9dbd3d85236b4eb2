import { builtinDialects } from "../../src/data-source/builtin-dialects";
import { describeDialect } from "../../src/entry/testing";
import { createProvider } from "../support/database-provider";
import { readMatrix } from "../support/matrix";

/** The kit that authors of dialects run, on every database that answers. */
for (const target of readMatrix().targets) {
  const provider = createProvider(target);
  describeDialect(builtinDialects[target.type](), {
    title: `the dialect of ${target.name}`,
    database: () => provider.createEmpty(),
    server: { version: target.version, facts: {} },
  });
  afterAll(async () => {
    await provider.cleanUp();
    await provider.close();
  });
}
