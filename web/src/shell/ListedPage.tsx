import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './IconButton.tsx';
import { back } from './router.ts';
import { words } from './strings.ts';

interface Said {
  back: string;
  title: string;
  lead: string;
  loading: string;
  failed: string;
  forbidden?: string;
}

/** A page that shows one list, in the states that a list has. */
export function ListedPage(parts: {
  say: Said;
  phase: 'loading' | 'failed' | 'forbidden' | 'ready';
  /** What rows that load look like: how long the lines are, and whether a face stands before them. */
  rows: readonly number[];
  faces?: boolean;
  onRetry: () => void;
  children: ReactNode;
}) {
  const { say, phase, rows, faces = false, onRetry, children } = parts;
  return (
    <main className="main">
      <header className="head">
        <IconButton
          icon={ChevronLeft}
          label={say.back}
          tip="below"
          onClick={() => back({ at: 'home' })}
        />
        <h1 className="head-title head-alone">{say.title}</h1>
      </header>
      <div className="page">
        <p className="soft">{say.lead}</p>
        {phase === 'loading' && (
          <div className="skeleton" role="status" aria-label={say.loading}>
            {rows.map((width) => (
              <div key={width} className="skeleton-row">
                {faces && <span className="skeleton-avatar" />}
                <span className="skeleton-lines">
                  <span style={{ inlineSize: `${width}%` }} />
                  <span style={{ inlineSize: `${width - 15}%` }} />
                </span>
              </div>
            ))}
          </div>
        )}
        {phase === 'forbidden' && <p role="alert">{say.forbidden}</p>}
        {phase === 'failed' && (
          <div role="alert">
            <p>{say.failed}</p>
            <button type="button" className="button" onClick={onRetry}>
              {words.conversation.retry}
            </button>
          </div>
        )}
        {phase === 'ready' && children}
      </div>
    </main>
  );
}
