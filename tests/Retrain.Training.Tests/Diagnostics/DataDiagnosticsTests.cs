using Retrain.Runtime.Diagnostics;
using Retrain.Training.DataChecks;
using Retrain.Training.Diagnostics;
using Retrain.Training.Images;

namespace Retrain.Training.Tests.Diagnostics;

public sealed class DataDiagnosticsTests
{
    [Fact]
    public void WhatIsMetWhileReadingIsAFindingTooWhereItIsAboutImages()
    {
        DataDiagnostics.KindOf(ImageDiagnostics.Unreadable("a.jpg", "empty")).ShouldBe(FindingKind.Unreadable);
        DataDiagnostics.KindOf(ImageDiagnostics.TooManyPixels("a.jpg", 1, 1, 1)).ShouldBe(FindingKind.Unreadable);
        DataDiagnostics.KindOf(ImageDiagnostics.Unreachable("a.jpg", "gone")).ShouldBe(FindingKind.Unreadable);
        DataDiagnostics.KindOf(DataDiagnostics.FewImages("a", 3)).ShouldBe(FindingKind.FewImages);
        DataDiagnostics.KindOf(DataDiagnostics.EmptyCategory("a")).ShouldBe(FindingKind.FewImages);
        DataDiagnostics.KindOf(DataDiagnostics.EmptySet("a", Split.Testing, 1)).ShouldBe(FindingKind.EmptySet);
        DataDiagnostics.KindOf(CacheDiagnostics.DatabaseUnusable("cache", "full")).ShouldBeNull();
    }
}
