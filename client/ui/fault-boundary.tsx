import { Component, type ReactNode } from 'react';
import { PAGE_FAULTS } from '../../shared/content/page-faults.ts';
import { useSettings } from '../settings/settings-store.ts';
import actions from './actions.module.css';
import styles from './fault.module.css';

interface Props {
  readonly children: ReactNode;
  /** Draws what stands in the place of a tree that threw. */
  readonly failed?: ((error: unknown) => ReactNode) | undefined;
}

interface State {
  readonly fault: { readonly error: unknown } | null;
}

/** Keeps a fault in one part of the page away from the rest. React reports the fault in the console. */
export class FaultBoundary extends Component<Props, State> {
  override readonly state: State = { fault: null };

  static getDerivedStateFromError(error: unknown): State {
    return { fault: { error } };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (fault === null) return this.props.children;
    return this.props.failed?.(fault.error) ?? <FailedPart onRetry={() => this.setState({ fault: null })} />;
  }
}

function FailedPart({ onRetry }: { readonly onRetry: () => void }): ReactNode {
  const language = useSettings((settings) => settings.language);
  return (
    <div className={styles['part']} role="alert" data-part="failed-part">
      <p>{PAGE_FAULTS.partFailed[language]}</p>
      <button type="button" className={actions['button']} onClick={onRetry}>
        {PAGE_FAULTS.tryAgain[language]}
      </button>
    </div>
  );
}
