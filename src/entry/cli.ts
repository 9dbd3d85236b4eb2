/** `ormolu/cli`: the command line in a program, with commands of the project's own. */
export { runCli, type CliOptions } from "../cli/run-cli";
export {
  readFlag,
  readList,
  readNumber,
  readText,
  type Command,
  type CommandContext,
  type CommandOption,
  type CommandPositional,
  type CommandValues,
} from "../cli/command";
export { withRunner, type OpenRunner, type RunnerNeeds } from "../cli/open-runner";
export type { Output, Style } from "../cli/output";
export type { ConfigRequest } from "../data-source/config/config-request";
