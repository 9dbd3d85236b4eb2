import { defineConfig } from "ormolu";

export default defineConfig({
  dataSource: { url: "sqlite:shop.db", entities: ["entities/*.ts"] },
  migrations: { directory: "migrations" },
});
