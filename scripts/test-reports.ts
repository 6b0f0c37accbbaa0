/** What vitest and playwright write about a run, as one count with a line for each failure. */
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

export type Count = { readonly passed: number; readonly failures: readonly string[] };

type VitestReport = {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
};
type PlaywrightSuite = { readonly suites?: readonly PlaywrightSuite[]; readonly specs?: readonly PlaywrightSpec[] };
type PlaywrightSpec = {
  readonly file: string;
  readonly title: string;
  readonly ok: boolean;
  readonly tests: readonly { readonly results: readonly { readonly error?: { readonly message?: string } }[] }[];
};
type PlaywrightReport = PlaywrightSuite & {
  readonly stats: { readonly expected: number };
  readonly errors: readonly { readonly message?: string }[];
};

/** A step that is one yes or no. */
export function countStep(status: number | null): Count {
  return status === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: ['see above'] };
}

export function countVitest(report: string, status: number | null, root: string): Count {
  const read = readReport<VitestReport>(report);
  if (read === null) return counted(0, ['no report was written'], status);
  const failures = read.testResults.flatMap(({ name, status: file, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    const words = failed.map((test) => `${test.fullName}: ${firstLine(test.failureMessages[0])}`);
    const inFile = words.length === 0 && file === 'failed' ? [firstLine(message)] : words;
    return inFile.map((line) => `${relative(root, name)}: ${line}`);
  });
  return counted(read.numPassedTests, failures, status);
}

export function countPlaywright(report: string, status: number | null): Count {
  const read = readReport<PlaywrightReport>(report);
  if (read === null) return counted(0, ['no report was written'], status);
  const failed = specsOf(read).filter((spec) => !spec.ok);
  const failures = [
    ...failed.map((spec) => `${spec.file}: ${spec.title}: ${firstLine(spec.tests.at(-1)?.results.at(-1)?.error?.message)}`),
    ...read.errors.map((error) => firstLine(error.message)),
  ];
  return counted(read.stats.expected, failures, status);
}

/** An exit code without a failure, and a run that looked at nothing, are failures of their own. */
function counted(passed: number, failures: readonly string[], status: number | null): Count {
  if (failures.length > 0) return { passed, failures };
  if (status !== 0) return { passed, failures: [`ended with ${status}`] };
  return passed === 0 ? { passed, failures: ['no test was run'] } : { passed, failures };
}

function readReport<T>(path: string): T | null {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : null;
}

function specsOf({ suites = [], specs = [] }: PlaywrightSuite): PlaywrightSpec[] {
  return [...specs, ...suites.flatMap(specsOf)];
}

function firstLine(text = ''): string {
  return text.split('\n', 1)[0] ?? '';
}
