import { useEffect, useState } from 'react';
import { announce } from '../shell/Announcer.tsx';
import { useTalk } from '../shell/hooks.ts';
import { go } from '../shell/router.ts';
import { words } from '../shell/strings.ts';
import { wordsFor } from '../signin/SignInPage.tsx';

/** The code of a workspace in the address, as in `/join#code=…`. */
export function codeGiven(): string | null {
  return new URLSearchParams(location.hash.slice(1)).get('code');
}

/** Joins the workspace that the link is of, and goes on. */
export function JoinWorkspace({ code }: { code: string }) {
  const { parley } = useTalk();
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    let stopped = false;
    parley.workspaces.join(code).then(
      ({ name }) => {
        if (stopped) return;
        announce(words.join.joined(name));
        go({ at: 'home' }, 'replace');
      },
      (error: unknown) => {
        if (!stopped) setProblem(wordsFor(error, words.join.wrong));
      },
    );
    return () => {
      stopped = true;
    };
  }, [parley, code]);

  return (
    <main className="main">
      <div className="center">
        <h1 className="title">{words.join.workspace}</h1>
        {problem === null ? (
          <p className="soft">{words.join.joining}</p>
        ) : (
          <p className="note note-danger" role="alert">
            {problem}
          </p>
        )}
      </div>
    </main>
  );
}
