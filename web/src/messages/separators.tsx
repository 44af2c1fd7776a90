import { words } from '../shell/strings.ts';

export function DaySeparator({ label, fresh }: { label: string; fresh: boolean }) {
  return (
    <div className={`day ${fresh ? 'day-fresh' : ''}`}>
      <span className="day-label">{label}</span>
      {fresh && <span className="fresh-label">{words.messages.new}</span>}
    </div>
  );
}

export function UnreadLine() {
  return (
    <div className="fresh">
      <span className="fresh-label">{words.messages.new}</span>
    </div>
  );
}

export function MessageSkeleton({ width }: { width: number }) {
  return (
    <div className="skeleton-row">
      <span className="skeleton-avatar" />
      <span className="skeleton-lines">
        <span style={{ inlineSize: '120px' }} />
        <span style={{ inlineSize: `${width}%` }} />
      </span>
    </div>
  );
}

/** Shows for a moment which message was meant, and gives it the focus. */
export function flash(messageId: string): void {
  setTimeout(() => {
    const row = document.querySelector<HTMLElement>(`[data-id="${CSS.escape(messageId)}"]`);
    row?.focus({ preventScroll: true });
    row?.classList.add('message-flash');
    setTimeout(() => row?.classList.remove('message-flash'), 1200);
  }, 80);
}
