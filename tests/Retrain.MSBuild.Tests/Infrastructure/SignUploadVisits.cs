namespace Retrain.MSBuild.Tests.Infrastructure;

/// <summary>The tests that share a <see cref="ServedSignUpload"/>, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SignUploadVisits : ICollectionFixture<ServedSignUpload>
{
    public const string Name = "visits of SignUpload";
}
