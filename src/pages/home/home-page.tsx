import { Page } from '../../components/page.tsx';
import { LiveBadge } from '../../components/live-badge.tsx';
export default function HomePage() { return <Page title="Home" beside={<LiveBadge />}>hello</Page>; }
