using Retrain.Runtime.Diagnostics;
using Retrain.Training.DataChecks;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Tests.DataChecks;

public sealed class FindingKindsTests
{
    [Fact]
    public void WhatIsMetWhileReadingIsAFindingTooWhereItIsAboutImages()
    {
        FindingKinds.Of(ImageDiagnostics.Unreadable("a.jpg", "empty")).ShouldBe(FindingKind.Unreadable);
        FindingKinds.Of(ImageDiagnostics.TooManyPixels("a.jpg", 1, 1, 1)).ShouldBe(FindingKind.Unreadable);
        FindingKinds.Of(ImageDiagnostics.Unreachable("a.jpg", "gone")).ShouldBe(FindingKind.Unreadable);
        FindingKinds.Of(DataDiagnostics.FewImages("a", 3)).ShouldBe(FindingKind.FewImages);
        FindingKinds.Of(DataDiagnostics.EmptyCategory("a")).ShouldBe(FindingKind.FewImages);
        FindingKinds.Of(DataDiagnostics.EmptySet("a", "testing", 1, "training")).ShouldBe(FindingKind.EmptySet);
        FindingKinds.Of(CacheDiagnostics.DatabaseUnusable("cache", "full")).ShouldBeNull();
    }
}
