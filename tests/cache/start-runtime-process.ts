import { fork } from 'node:child_process';
import type { Answer, Question } from './runtime-process.ts';

/** A process with a runtime for each person. */
export interface RuntimeProcess {
  ask(question: Omit<Question, 'id'>): Promise<Answer>;
  end(): void;
}

/** Starts a process in front of an emulator and a Redis. Needs a build. */
export function startRuntimeProcess(...words: readonly string[]): RuntimeProcess {
  const child = fork(new URL('./runtime-process.ts', import.meta.url), [...words], { execArgv: [] });
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  let asked = 0;
  child.on('message', ({ id, answer }: { id: number; answer: Answer }) => {
    waiting.get(id)?.resolve(answer);
    waiting.delete(id);
  });
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('The process has ended before it answered'));
  });
  return {
    ask(question) {
      asked += 1;
      const id = asked;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        // Of one that has ended already nobody hears anything more.
        child.send({ ...question, id }, (error) => error && reject(error));
      });
    },
    end: () => child.kill('SIGKILL'),
  };
}
