// One process of many that boot at once: `node boot.cjs <dist> <options as JSON> <file to wait for>`.
const { existsSync } = require("node:fs");
const [dist, options, barrier] = process.argv.slice(2);
const { DataSource } = require(`${dist}/data-source/data-source`);

async function main() {
  while (!existsSync(barrier)) await new Promise((resolve) => setTimeout(resolve, 5));
  const dataSource = await new DataSource(JSON.parse(options)).initialize();
  await dataSource.destroy();
}

main().catch((error) => {
  process.stderr.write(`${error.code} ${error.message}\n`);
  process.exitCode = 1;
});
