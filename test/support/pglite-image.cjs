const { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { homedir } = require("node:os");
const { dirname, join } = require("node:path");

function findPgliteImage() {
  const about = join(require.resolve("@electric-sql/pglite"), "../../package.json");
  const { version } = JSON.parse(readFileSync(about, "utf8"));
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "ormolu", "pglite", version);
  return { version, folder, about: `${folder}.json` };
}

async function ensurePgliteImage(image) {
  if (!existsSync(image.about)) await makeImage(image);
  return JSON.parse(readFileSync(image.about, "utf8")).serverVersion;
}

async function makeImage({ folder, about }) {
  const { PGlite } = require("@electric-sql/pglite");
  const partial = `${folder}.${process.pid}`;
  mkdirSync(dirname(folder), { recursive: true });
  const database = await PGlite.create({ dataDir: partial });
  const { rows } = await database.query("show server_version");
  await database.close();
  rmSync(folder, { recursive: true, force: true });
  renameSync(partial, folder);
  writeFileSync(about, JSON.stringify({ serverVersion: rows[0].server_version.split(" ")[0] }));
}

module.exports = { findPgliteImage, ensurePgliteImage };
