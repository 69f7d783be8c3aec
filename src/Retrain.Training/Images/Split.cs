namespace Retrain.Training.Images;

/// <summary>The use of an image; retrain.py calls it the category of an image.</summary>
internal enum Split
{
    /// <summary>The head is trained on it.</summary>
    Training,

    /// <summary>Watches the training while it runs.</summary>
    Validation,

    /// <summary>Measures the finished head, once.</summary>
    Testing,
}
