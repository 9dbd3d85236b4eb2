import type { ResolvedDialect } from "../../dialect/dialect";
import { noScratchPlace, type ScratchPlace } from "../../dialect/scratch-place";

/** A database in memory, opened by the same package: nobody else sees it, and it ends with the process. */
export function createSqliteScratchPlace(resolve: () => ResolvedDialect): ScratchPlace<ResolvedDialect> {
  return {
    async use({ openDatabase }, work) {
      if (openDatabase === undefined) throw noScratchPlace("the driver opens no second database");
      const connection = await openDatabase(":memory:");
      try {
        return await work({ label: "scratch database", connection, dialect: resolve(), has: () => false });
      } finally {
        await connection.close();
      }
    },
  };
}
